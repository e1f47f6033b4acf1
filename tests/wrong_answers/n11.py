"""The exercise of 11."""

LETS_GO = """Predicate<Function<String, Person>> letsGo = lookUp -> {{ {body} }};
Check.letsGo(letsGo)"""

WRONG = {
    "letsGo": [
        [LETS_GO.format(body='lookUp.apply("Dan"); collect(); return true;'), "let a cache pass that never forgets"],
        [
            LETS_GO.format(
                body='Person dan = lookUp.apply("Dan"); var peek = new WeakReference<>(dan); collect(); return peek.refersTo(null) || dan == null;'
            ),
            "stopped a cache that does forget.",
        ],
        [
            LETS_GO.format(
                body='Person dan = lookUp.apply("Dan"); awaitCleared(new WeakReference<>(dan), Duration.ofMillis(500)); return dan != null;'
            ),
            "Which variable does it?",
        ],
        [
            LETS_GO.format(body='awaitCleared(new WeakReference<>(lookUp.apply("Dan")), Duration.ofMillis(500)); return true;'),
            "Catch it and return false",
        ],
        [LETS_GO.format(body="return false;"), "stops every cache, because it doesn't look anybody up"],
        [
            LETS_GO.format(body='awaitCleared(new WeakReference<>(lookUp.apply("Dan"))); return true;'),
            "Your check waited more than 8 seconds for a cache that leaks. Tell awaitCleared how long to wait",
        ],
        [LETS_GO.format(body='return lookUp.apply("Momo") == null;'), "nobody here is called"],
        [LETS_GO.format(body='throw new IllegalStateException("off line");'), "IllegalStateException (off line)"],
        ["Check.letsGo(null)", "○ Write a check that stops any cache that never forgets."],
    ],
}
