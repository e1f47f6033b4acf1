"""The exercise of 13."""

FLAG = 'String flag = "{}";\nCheck.threeQuarters(flag)'

WRONG = {
    "threeQuarters": [
        [FLAG.format("-Xmx384m"), "384 MB in a box of 512 MB, and no further in a box of 1024 MB"],
        [FLAG.format("-XX:MinRAMPercentage=75"), "works in small boxes only"],
        [FLAG.format("-XX:MaxRAMPercentage=50"), "can now grow to 256 MB. Three quarters would be 384"],
        [FLAG.format("MaxRAMPercentage=75"), "begins with -XX:"],
        [FLAG.format("-XX:MaxRamPercentage=75"), "the JVM in the box doesn't start"],
        [FLAG.format("-Xmx768m"), "and no further in a box of 1024 MB. It has to grow with the box, so try a percentage"],
        [FLAG.format("-XX:+UseG1GC"), "can now grow to 128 MB"],
        [FLAG.format("-XX:MaxRAMPercentage=175"), "the JVM in the box doesn't start"],
        *[
            [FLAG.format(flag), f"begins with -XX: (or -X) and has no spaces. Yours is: {flag}"]
            for flag in ["75", "-version", "-Xmx1g -Xms1g", "-XX:OnError=a;b", "%s"]
        ],
        ["Check.threeQuarters(null)", "○ Put a flag between the quotes."],
        [FLAG.format("  "), "○ Put a flag between the quotes."],
    ],
}
