"""The exercises of 13: cells of Java around a line of Python."""

CACHE = '''String program = """
    import weakref
    {line}
    """;
Check.pythonLetsGo(program)'''

WRONG = {
    "python-cache": [
        [CACHE.format(line="cache = weakref.WeakKeyDictionary()"), "has weak keys"],
        [CACHE.format(line="cache = weakref.WeakSet()"), "Python stopped: TypeError"],
        [CACHE.format(line="cache = weakref.WeakValueDictionary("), "'(' was never closed"],
        [CACHE.format(line="class Mine(dict): pass\n    cache = Mine()"), "has to be weak"],
    ],
}
