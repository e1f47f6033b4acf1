"""The exercises of notebook 10."""

READ_OFF = """Table all = five.table();
Table ran = all.where(all.intColumn(FiveCollectors.MOST).isNotMissing());
Table most = ran.sortDescendingOn(FiveCollectors.MOST);
Table pause = ran.sortAscendingOn(FiveCollectors.LONGEST_PAUSE);
int last = ran.rowCount() - 1;
Check.readOff(five.table(), {most}, {shortest})"""
FIRST = "{}.getString(0, FiveCollectors.COLLECTOR)"
LAST = "{}.getString(last, FiveCollectors.COLLECTOR)"

TWO = """Table two = Table.create("two",
        StringColumn.create(FiveCollectors.COLLECTOR, "Serial", "G1", "Z", "Shenandoah"),
        IntColumn.create(FiveCollectors.MOST, 70, 140, 140, 1),
        DoubleColumn.create(FiveCollectors.LONGEST_PAUSE, 9.5, 4.5, .03, .01));
Object without = two.intColumn(FiveCollectors.MOST).setMissing(3);"""

ONE_MORE = "Check.oneMore(many.table(), {})"
GROWS = """Table grows = Table.create("grows",
        IntColumn.create(ManyReferences.COUNT, 1_000, 1_000_000),
        DoubleColumn.create(ManyReferences.HELD, (double) {}, (double) {}));"""
HELD = "many.table().doubleColumn(ManyReferences.HELD)"

WRONG = {
    "readOff": [
        [READ_OFF.format(most=LAST.format("most"), shortest=FIRST.format("pause")), "With a different collector it held more"],
        [
            READ_OFF.format(most=FIRST.format("most"), shortest=LAST.format("pause")),
            "With a different collector even the longest one was shorter",
        ],
        [READ_OFF.format(most='"Zed"', shortest='"Z"'), "“Zed” didn't run here"],
        [READ_OFF.format(most=FIRST.format("most"), shortest='"?"'), "One of the two doesn't have an answer yet"],
        [READ_OFF.format(most='"?"', shortest=FIRST.format("pause")), "One of the two doesn't have an answer yet"],
        ['Check.readOff(null, "G1", "Z")', "Give the check the table of all five collectors: five.table()."],
        ['Check.readOff(Table.create("other"), "G1", "Z")', "Give the check the table of all five collectors: five.table()."],
        [TWO, 'Check.readOff(two, "G1", "Shenandoah")', "“Shenandoah” didn't run here. Choose one of these: Serial, G1, Z."],
        [TWO, 'Check.readOff(two, "Serial", "Z")', "With Serial the cache held at most 70 people."],
        [TWO, 'Check.readOff(two, "G1", "G1")', "The longest pause with G1 was 4.5 ms."],
        ['Check.readOff(null, null, " ")', "○ Look at two columns of the table"],
    ],
    "oneMore": [
        [ONE_MORE.format(f"{HELD}.get(3) / 1_000_000"), "That's in milliseconds"],
        [ONE_MORE.format(f"{HELD}.get(3) * 1_000_000"), "That's too much"],
        [ONE_MORE.format("0.01"), "That's too little"],
        [ONE_MORE.format("-80"), "less than nothing"],
        ["Check.oneMore(many.table(), Double.NaN)", "less than nothing"],
        [GROWS.format(1, 101), "Check.oneMore(grows, 4)", "That's too little. From 1,000 to 1,000,000 references the time grew by 100.0 ms"],
        [GROWS.format(5, 4), "Check.oneMore(grows, 100)", "Measure again"],
        ["Check.oneMore(null, 100)", "Give the check the table with your measurements: many.table()."],
        ['Check.oneMore(Table.create("other"), 100)', "Give the check the table with your measurements: many.table()."],
    ],
    "collectorHere": [
        ['Check.collectorHere(List.of("The bin men"))', "doesn't have a collector called “The bin men”"],
        [
            "Check.collectorHere(java.lang.management.ManagementFactory.getMemoryPoolMXBeans().stream().map(pool -> pool.getName()).toList())",
            "parts of the memory",
        ],
        [
            "Check.collectorHere(List.of(java.lang.management.ManagementFactory.getGarbageCollectorMXBeans().get(0).getName()))",
            "it isn't everything",
        ],
        ['Check.collectorHere(List.of("G2"))', "doesn't have a collector called “G2”. Don't guess"],
        [
            "Check.collectorHere(java.lang.management.ManagementFactory.getGarbageCollectorMXBeans().stream().map(Object::toString).toList())",
            "Take its name",
        ],
        ["Check.collectorHere(null)", "○ Ask the JVM for its garbage collector beans"],
    ],
    "smallBox": [
        ['Check.smallBox("-XX:UseSerialGC -Xmx64m")', "Put a + before Use"],
        ['Check.smallBox("-XX:+UseG1GC -Xmx64m")', "Which collector has a single worker?"],
        ['Check.smallBox("-XX:+UseSerialGC -Xmx64")', "64 bytes"],
        ['Check.smallBox("-XX:+UseSerialGC")', "Now for the heap"],
        ['Check.smallBox("-Xmx64m")', "None of your options chooses a collector"],
        ['Check.smallBox("-XX:-UseSerialGC -Xmx64m")', "turns that collector off"],
        ['Check.smallBox("-XX:+UseSerialGc -Xmx64m")', "no such JVM option as -XX:+UseSerialGc. Capital letters count"],
        ['Check.smallBox("XX:+UseSerialGC -Xmx64m")', "Capital letters count"],
        ['Check.smallBox("-XX:+UseZGC -Xmx64m")', "Which collector has a single worker?"],
        ['Check.smallBox("-XX:+UseZGC -XX:+UseSerialGC")', "Two of your options choose a collector"],
        ['Check.smallBox("-XX:+UseStringDeduplication -Xmx64m")', "None of your options chooses a collector"],
        ['Check.smallBox("-XX:+UseSerialGC -Xmx64m -Xmx1g")', "-Xmx1g isn't a limit of 64 MB"],
        ["Check.smallBox(null)", "○ Put two options between the quotes"],
        ['Check.smallBox("?")', "○ Put two options between the quotes"],
    ],
}
