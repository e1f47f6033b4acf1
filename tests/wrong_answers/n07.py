"""The exercises of notebook 07."""

LIGHT = """class MyLight implements AutoCloseable {{
    {fields}
    MyLight(Lamps lamps, Cleaner cleaner) {{
        {make}
    }}
    public void close() {{ {close} }}
}}"""


def light(fields, make, close):
    return LIGHT.format(fields=fields, make=make, close=close)


STRENGTHS = 'Check.strengths("{}", "{}", "{}", "{}")'

WRONG = {
    "light": [
        [
            light(
                fields="Lamps lamps; int lamp; Cleaner.Cleanable cleanable;",
                make="this.lamps = lamps; lamp = lamps.switchOn(); cleanable = cleaner.register(this, () -> lamps.switchOff(lamp));",
                close="cleanable.clean();",
            ),
            "still holds it",
        ],
        [
            light(
                fields="Lamps lamps; int lamp;",
                make="this.lamps = lamps; int n = lamps.switchOn(); lamp = n; cleaner.register(this, () -> lamps.switchOff(n));",
                close="lamps.switchOff(lamp);",
            ),
            "Let close() call clean()",
        ],
        [
            light(
                fields="Lamps lamps; int lamp; boolean closed;",
                make="this.lamps = lamps; lamp = lamps.switchOn();",
                close="if (!closed) { lamps.switchOff(lamp); closed = true; }",
            ),
            "its lamp stayed on. Register a job with the cleaner",
        ],
        ["Check.light(null)", "○ Write a light, and give the check its constructor: MyLight::new."],
        [
            light(
                fields="Lamps lamps; int lamp; boolean closed;",
                make="this.lamps = lamps; int n = lamps.switchOn(); lamp = n; cleaner.register(this, () -> lamps.switchOff(n));",
                close="if (!closed) { lamps.switchOff(lamp); closed = true; }",
            ),
            "We closed a light and let go of it, and it switched its lamp off twice.",
        ],
        [light(fields="", make="lamps.switchOn();", close=""), "We closed your light, but its lamp is still on"],
        [
            light(
                fields="Cleaner.Cleanable cleanable;",
                make="int n = lamps.switchOn(); cleanable = cleaner.register(new Object(), () -> lamps.switchOff(n));",
                close="cleanable.clean();",
            ),
            "The lamp went off while we still held the light",
        ],
        [light(fields="", make="lamps.switchOn();", close='throw new IllegalStateException("no switch");'), "IllegalStateException (no switch)"],
        ["Check.light((lamps, cleaner) -> null)", "Your code returned null instead of a light"],
        ["Check.light((lamps, cleaner) -> () -> {})", "now 0 are on"],
        [
            light(
                fields="Cleaner.Cleanable cleanable;",
                make="int n = lamps.switchOn(); cleanable = cleaner.register(this, () -> lamps.switchOff(n));",
                close="cleanable.clean();",
            ),
            "List<MyLight> kept = new ArrayList<>();"
            "\nCheck.light((lamps, cleaner) -> { MyLight light = new MyLight(lamps, cleaner); kept.add(light); return light; })",
            "it was never collected",
        ],
    ],
    "strengths": [
        [STRENGTHS.format("yyn", "yyn", "ynn", "nnn"), "A strong reference never lets go"],
        [STRENGTHS.format("yyy", "ynn", "ynn", "nnn"), "in no hurry while there's room"],
        [STRENGTHS.format("yyy", "yyn", "ynn", "ynn"), "not even while you hold the object"],
        [STRENGTHS.format("yyy", "yyn", "ynn", "???"), "9 of 12 are right, and the rest are still open"],
        [STRENGTHS.format("yyn", "yyn", "ynn", "nnn"), "11 of 12 are right. Look at strong, after the memory ran out"],
        [STRENGTHS.format("yyy", "yyy", "ynn", "nnn"), "That's their promise"],
        [STRENGTHS.format("yyy", "yyn", "yyn", "nnn"), "doesn't care whether there's room"],
        [STRENGTHS.format("yyy", "yy?", "ynn", "???"), "8 of 12 are right"],
        [STRENGTHS.format("yyy", "yes", "ynn", "nnn"), "For soft you put “yes”"],
        [STRENGTHS.format("yyyy", "yyn", "ynn", "nnn"), "This needs three letters"],
        ["Check.strengths(null, null, null, null)", "○ Replace each question mark with y or n."],
    ],
}
