"""The exercises of notebook 10."""

READ_OFF = """Table all = five.table();
Table ran = all.where(all.intColumn(FiveCollectors.MOST).isNotMissing());
Table most = ran.sortDescendingOn(FiveCollectors.MOST);
Table pause = ran.sortAscendingOn(FiveCollectors.LONGEST_PAUSE);
int last = ran.rowCount() - 1;
Check.readOff(five.table(), {most}, {shortest})"""
FIRST = "{}.getString(0, FiveCollectors.COLLECTOR)"
LAST = "{}.getString(last, FiveCollectors.COLLECTOR)"

ONE_MORE = "Check.oneMore(many.table(), {})"
HELD = "many.table().doubleColumn(ManyReferences.HELD)"

WRONG = {
    "read-off": [
        [READ_OFF.format(most=LAST.format("most"), shortest=FIRST.format("pause")), "With a different collector it held more"],
        [
            READ_OFF.format(most=FIRST.format("most"), shortest=LAST.format("pause")),
            "With a different collector even the longest one was shorter",
        ],
        [READ_OFF.format(most='"Zed"', shortest='"Z"'), "“Zed” didn\'t run here"],
        [READ_OFF.format(most=FIRST.format("most"), shortest='"?"'), "One of the two doesn't have an answer yet"],
    ],
    "one-more": [
        [ONE_MORE.format(f"{HELD}.get(3) / 1_000_000"), "That's in milliseconds"],
        [ONE_MORE.format(f"{HELD}.get(3) * 1_000_000"), "That's too much"],
        [ONE_MORE.format("0.01"), "That's too little"],
        [ONE_MORE.format("-80"), "less than nothing"],
    ],
    "collector-here": [
        ['Check.collectorHere(List.of("The bin men"))', "doesn't have a collector called “The bin men”"],
        [
            "Check.collectorHere(java.lang.management.ManagementFactory.getMemoryPoolMXBeans().stream()"
            ".map(pool -> pool.getName()).toList())",
            "parts of the memory",
        ],
        [
            "Check.collectorHere(List.of(java.lang.management.ManagementFactory.getGarbageCollectorMXBeans().get(0).getName()))",
            "it isn't everything",
        ],
    ],
    "small-box": [
        ['Check.smallBox("-XX:UseSerialGC -Xmx64m")', "Put a + before Use"],
        ['Check.smallBox("-XX:+UseG1GC -Xmx64m")', "Which collector has a single worker?"],
        ['Check.smallBox("-XX:+UseSerialGC -Xmx64")', "64 bytes"],
        ['Check.smallBox("-XX:+UseSerialGC")', "Now for the heap"],
    ],
}
