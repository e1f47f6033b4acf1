"""The exercises of notebook 07."""

LIGHT = """class MyLight implements AutoCloseable {{
    {fields}
    MyLight(Lamps lamps, Cleaner cleaner) {{
        {make}
    }}
    public void close() {{ {close} }}
}}"""

STRENGTHS = 'Check.strengths("{}", "{}", "{}", "{}")'

WRONG = {
    "light": [
        [
            LIGHT.format(
                fields="Lamps lamps; int lamp; Cleaner.Cleanable cleanable;",
                make="this.lamps = lamps; lamp = lamps.switchOn(); cleanable = cleaner.register(this, () -> lamps.switchOff(lamp));",
                close="cleanable.clean();",
            ),
            "still holds it",
        ],
        [
            LIGHT.format(
                fields="Lamps lamps; int lamp;",
                make="this.lamps = lamps; int n = lamps.switchOn(); lamp = n; cleaner.register(this, () -> lamps.switchOff(n));",
                close="lamps.switchOff(lamp);",
            ),
            "Let close() call clean()",
        ],
        [
            LIGHT.format(
                fields="Lamps lamps; int lamp; boolean closed;",
                make="this.lamps = lamps; lamp = lamps.switchOn();",
                close="if (!closed) { lamps.switchOff(lamp); closed = true; }",
            ),
            "Register a job with the cleaner",
        ],
    ],
    "strengths": [
        [STRENGTHS.format("yyn", "yyn", "ynn", "nnn"), "A strong reference never lets go"],
        [STRENGTHS.format("yyy", "ynn", "ynn", "nnn"), "in no hurry while there's room"],
        [STRENGTHS.format("yyy", "yyn", "ynn", "ynn"), "not even while you hold the object"],
        [STRENGTHS.format("yyy", "yyn", "ynn", "???"), "9 of 12 are right, and the rest are still open"],
    ],
}
