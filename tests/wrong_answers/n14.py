"""The exercises of 14: cells of Java around a line of Python."""

CACHE = '''String program = """
    import weakref
    {line}
    """;
Check.pythonLetsGo(program)'''

WRONG = {
    "pythonLetsGo": [
        [CACHE.format(line="cache = weakref.WeakKeyDictionary()"), "has weak keys"],
        [CACHE.format(line="cache = weakref.WeakSet()"), "Python stopped: TypeError"],
        [CACHE.format(line="cache = weakref.WeakValueDictionary("), "'(' was never closed"],
        [CACHE.format(line="class Mine(dict): pass\n    cache = Mine()"), "has to be weak"],
        [CACHE.format(line="class Mine(dict):\n      def __setitem__(self, key, value): pass\n    cache = Mine()"), "didn't find both of them"],
        [
            CACHE.format(
                line="class Mine(weakref.WeakValueDictionary):\n      n = 0\n      def get(self, key):\n        self.n += 1\n"
                "        return super().get(key) if self.n <= 2 else None\n    cache = Mine()"
            ),
            "but so is Ada",
        ],
        [CACHE.format(line="cash = {}"), "NameError: name 'cache' is not defined"],
        [CACHE.format(line="raise SystemExit"), "Python stopped"],
        ["Check.pythonLetsGo(null)", "○ Write a line of Python that makes a cache."],
        ['Check.pythonLetsGo("  \\n")', "○ Write a line of Python that makes a cache."],
    ],
}
