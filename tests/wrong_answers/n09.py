"""The exercises of 09."""

CACHE = """PhoneBook book = new PhoneBook(200);
var cache = com.github.benmanes.caffeine.cache.Caffeine.newBuilder()
        {limits}.<String, Person>build(book::load);
Check.atMostFifty(cache, book)"""

ONE = """Map<String, {value}> seen = new {map}<>();
Function<String, String> one = text -> {{ {body} }};
Check.oneOfAKind(one)"""
FIRST = """WeakReference<String> reference = seen.get(text);
    String first = reference == null ? null : reference.get();
    if (first == null) { first = text; seen.put(text, new WeakReference<>(text)); }
    return first;"""

WRONG = {
    "atMostFifty": [
        [CACHE.format(limits=".maximumSize(500)"), "the cache holds 100 of them"],
        [CACHE.format(limits=".maximumSize(10)"), "we looked up the same fifty people again"],
        [CACHE.format(limits=".weakValues()"), "the garbage collector decides how many stay"],
        [CACHE.format(limits=".expireAfterWrite(Duration.ofHours(1))"), "A time limit says how long people stay"],
        [CACHE.format(limits=".maximumSize(50).weakValues()"), "The cache should hold its fifty strongly"],
        [CACHE.format(limits=".maximumSize(51)"), "the cache holds 51 of them"],
        [CACHE.format(limits=".maximumSize(0)"), "the cache had to load 50 of them"],
        [CACHE.format(limits=".maximumSize(49)"), "we looked up the same fifty people again"],
        [CACHE.format(limits=".expireAfterAccess(Duration.ofHours(1))"), "A time limit says how long people stay, not how many. Until"],
        [CACHE.format(limits=".maximumSize(50)").replace(", book)", ", new PhoneBook(200))"), "The cache doesn't load people from this phone book"],
        [CACHE.format(limits=".maximumSize(50)").replace("PhoneBook(200)", "PhoneBook(50)"), "With 50 people it's hard to tell"],
        [
            CACHE.format(limits=".maximumSize(50)").replace("book::load", 'name -> { throw new IllegalStateException("off line"); }'),
            "Your code stopped with an error: IllegalStateException (off line)",
        ],
        [CACHE.format(limits=".maximumSize(50)").replace("book::load", "name -> null"), "The cache doesn't load people from this phone book"],
        ["Check.atMostFifty(null, book)", "○ Build a cache with a limit."],
        ["Check.atMostFifty(cache, null)", "○ Build a cache with a limit."],
    ],
    "whichLimit": [
        ['Check.whichLimit("acbd")', "2 of 4 are right. Question 1: Nobody holds a face"],
        ['Check.whichLimit("bca?")', "3 of 4 are right. Question 4 has no answer yet."],
        ['Check.whichLimit("bcbe")', "each one a, b, c or d"],
        ['Check.whichLimit("bcaa")', "Who holds the colors?"],
        ['Check.whichLimit("bca")', "This needs 4 letters, each one a, b, c or d"],
        ['Check.whichLimit("1234")', "This needs 4 letters, each one a, b, c or d"],
        ["Check.whichLimit(null)", '○ Fill in a letter for each question, such as "abc?".'],
    ],
    "oneOfAKind": [
        [ONE.format(value="String", map="HashMap", body="return seen.computeIfAbsent(text, t -> t);"), "Your function never forgets."],
        [ONE.format(value="String", map="WeakHashMap", body="return seen.computeIfAbsent(text, t -> t);"), "Your function never forgets."],
        [ONE.format(value="WeakReference<String>", map="HashMap", body=FIRST), "Your function never forgets."],
        ["Function<String, String> one = String::intern;\nCheck.oneOfAKind(one)", "Java's own table"],
        ["Function<String, String> one = text -> new String(text);\nCheck.oneOfAKind(one)", "two different objects came out"],
        ['Function<String, String> one = text -> "Momo";\nCheck.oneOfAKind(one)', "went in twice, and “Momo” and “Momo” came out"],
        ["Check.oneOfAKind(text -> null)", "and “null” and “null” came out"],
        [
            "int[] calls = {0};\n"
            + ONE.format(value="WeakReference<String>", map="WeakHashMap", body="if (++calls[0] > 2) { seen.clear(); } " + FIRST),
            "your function had forgotten it",
        ],
        ["Check.oneOfAKind(null)", "○ Write a function that returns the same object for all equal strings."],
    ],
}
