"""The exercise of 12."""

FLAG = 'String flag = "{}";\nCheck.threeQuarters(flag)'

WRONG = {
    "three-quarters": [
        [FLAG.format("-Xmx384m"), "try a percentage"],
        [FLAG.format("-XX:MinRAMPercentage=75"), "works in small boxes only"],
        [FLAG.format("-XX:MaxRAMPercentage=50"), "Three quarters would be 384"],
        [FLAG.format("MaxRAMPercentage=75"), "begins with -XX:"],
        [FLAG.format("-XX:MaxRamPercentage=75"), "the JVM in the box doesn't start"],
    ],
}
