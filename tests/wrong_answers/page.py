"""The exercises of the page, 00-06."""

MY_CACHE = """class MyCache extends PracticeCache {{
    {fields}
    MyCache(PhoneBook phoneBook) {{ super(phoneBook); }}
    public Person get(String name) {{ {get} }}
    public void removeCleared() {{ {remove} }}
    public Collection<WeakReference<Person>> references() {{ return entries.values(); }}
}}"""
ENTRIES = "Map<String, WeakReference<Person>> entries = new ConcurrentHashMap<>();"
GET = """WeakReference<Person> reference = entries.get(name);
        Person known = reference == null ? null : reference.get();
        if (known == null) { known = load(name); entries.put(name, new WeakReference<>(known)); }
        return known;"""
REMOVE = "entries.values().removeIf(reference -> reference.refersTo(null));"


def cache(fields=ENTRIES, get=GET, remove=REMOVE):
    return MY_CACHE.format(fields=fields, get=get, remove=remove)


FORTY = """PhoneBook everybody = new PhoneBook(200);
Cache<String, Person> forgetful = new WeakCache<>(everybody::load);
Screen wide = new Screen({rows});
everybody.names().forEach(name -> wide.show(forgetful.get(name)));
{collect}
Check.fortyStay(wide, forgetful)"""

SIXTY = """PhoneBook people = new PhoneBook(200);
Cache<String, Person> mine = new WeakCache<>(people::load);
Screen wide = new Screen({rows});
people.names().forEach(name -> wide.show(mine.get(name)));
collect();
Check.sixtyStay(wide, mine)"""

STUCK = """Book pippi = new Book("Pippi");
WeakReference<Book> stuck = new WeakReference<>(pippi);
List<Book> favourites = new ArrayList<>(List.of(pippi));
{rest}
Check.unstuck(stuck)"""

NAME_OF = """Function<WeakReference<Person>, String> nameOf = ref -> {{ {body} }};
Check.nameOf(nameOf)"""

COUNT = """Function<ReferenceQueue<Person>, Integer> countGone = queue -> {{ {body} }};
Check.countGone(countGone)"""

RING = """Function<List<WeakReference<Runnable>>, Integer> ring = guests -> {{
    int called = 0;
    {body}
    return called;
}};
Check.ring(ring)"""

REMEMBER = """Map<String, Person> known = new HashMap<>();
PhoneBook book = new PhoneBook(50);
Function<String, Person> lookUp = name -> {{ {body} }};
Check.remembers(lookUp, book)"""

WRONG = {
    "forty": [
        [FORTY.format(rows=50, collect="collect();"), "50 people stay"],
        [FORTY.format(rows=39, collect="collect();"), "39 people stay"],
        [FORTY.format(rows=40, collect=""), "Is collect() still in the cell?"],
    ],
    "three": [
        ['Book dune = new Book("Dune");\nBook two = dune;\nCheck.threeHolders(whoHolds(dune))', "2 variables hold it"],
        [
            'Book dune = new Book("Dune");\nBook two = dune;\nBook three = dune;\nCheck.threeHolders(whoHolds(dune))',
            "but all of them do so directly",
        ],
        ['Book dune = new Book("Dune");\nList.of(dune)', "Check.threeHolders(whoHolds(dune))", "is a hidden holder"],
        [
            'Book dune = new Book("Dune");\nvar one = new WeakReference<>(dune);\nvar two = one;\nvar three = one;\n'
            "Check.threeHolders(whoObserves(dune))",
            "only know where the book is",
        ],
        ['Book[] four = {new Book("Dune"), null};\nfour[1] = four[0];\nCheck.threeHolders(whoHolds(four[0]))', "hidden"],
    ],
    "return": [
        ["emma = null;\nCheck.allReturned(loan)", "“Emma” is still held by box[0] and pile[0]."],
        ["System.gc();\nCheck.allReturned(loan)", "takes only what nobody holds"],
        ["emma = null;\nbox[0] = null;\npile.remove(0);\nCheck.allReturned(loan)", "hidden"],
    ],
    "cleared": [
        [
            'WeakReference<Object> mine = new WeakReference<>("Ronja");\ncollect();\nCheck.cleared(mine)',
            "The referent is a string literal",
        ],
        ["WeakReference<Object> mine = new WeakReference<>(127);\ncollect();\nCheck.cleared(mine)", "a boxed value"],
        [
            'Book kept = new Book("Ronja");\nWeakReference<Object> mine = new WeakReference<>(kept);\nSystem.gc();\nCheck.cleared(mine)',
            "kept still holds it, and a collection takes only what nobody holds",
        ],
        [
            'Book b = new Book("Ronja");\nWeakReference<Object> mine = new WeakReference<>(b);\nmine.get()',
            "b = null;\ncollect();\nCheck.cleared(mine)",
            "a bare line, such as ref.get() without println",
        ],
        [
            "class Magazine { int page; }",
            "WeakReference<Magazine> weekly = new WeakReference<>(new Magazine());",
            "class Magazine { int number; }",
            "WeakReference<Object> mine = null;\nCheck.cleared(weekly)",
            "JShell has reset weekly to null",
        ],
    ],
    "stuck": [
        [STUCK.format(rest="collect();"), "pippi and favourites[0] still hold it"],
        [STUCK.format(rest="pippi = null;\nfavourites.clear();\nstuck.get();\ncollect();"), "a bare line"],
        [STUCK.format(rest="pippi = null;\nfavourites.remove(0);\ncollect();"), "a bare line"],
    ],
    "fit": [
        ["int people = 32 * 1024 * 1024;\nCheck.howManyFit(people)", "but the heap has only 32"],
        ["int people = 32 / 128 - 1;\nCheck.howManyFit(people)", "fewer than none at all"],
        ["int people = 100;\nCheck.howManyFit(people)", "a lot of room left"],
    ],
    "remember": [
        [REMEMBER.format(body="known.put(name, book.load(name)); return known.get(\"Vito\");"), "Vito"],
        [
            REMEMBER.format(body="Person p = book.load(name); known.putIfAbsent(name, p); return known.get(name);"),
            "it still loaded him a second time",
        ],
        [REMEMBER.format(body="return known.get(name);"), "Your look-up returned null"],
        [REMEMBER.format(body="if (!known.containsKey(name)) { known.clear(); known.put(name, book.load(name)); } return known.get(name);"), "had to load"],
    ],
    "sixty": [
        [SIXTY.format(rows=61), "61 people stay"],
        [SIXTY.format(rows=200), "200 people stay"],
    ],
    "favourite": [
        [
            'Cache<String, Person> friends = new WeakCache<>(new PhoneBook(200)::load);\nfriends.get("Ada")',
            "Check.favourite(friends)",
            "only by accident",
        ],
        [
            "Cache<String, Person> friends = new WeakCache<>(new PhoneBook(200)::load);\n"
            'Screen screen = new Screen(5);\nscreen.show(friends.get("Ada"));\nCheck.favourite(friends)',
            "until she scrolls off",
        ],
    ],
    "once": [
        [NAME_OF.format(body='return ref.refersTo(null) ? "gone" : ref.get().name();'), "refersTo is a look too"],
        [NAME_OF.format(body="return ref.get().name();"), "NullPointerException"],
        [NAME_OF.format(body='Person p = ref.get(); return p == null ? "nobody" : p.name();'), "returned “nobody”"],
        [
            NAME_OF.format(body='Person p = ref.get(); return ref.get() == null && p == null ? "gone" : p.name();'),
            "looks at the reference 2 times",
        ],
    ],
    "queue": [
        [COUNT.format(body="return queue.poll() == null ? 0 : 1;"), "your function counted 1 and left some in there"],
        [COUNT.format(body="int n = 0; try { while (queue.remove() != null) n++; } catch (InterruptedException e) { } return n;"), "remove() waits"],
    ],
    "ring": [
        [RING.format(body="for (var r : guests) { r.get().run(); called++; }"), "A guest was gone"],
        [
            RING.format(body="for (var r : guests) { if (r.get() != null) { r.get().run(); called++; } }"),
            "between your two get() calls",
        ],
        [
            RING.format(body="for (var r : guests) { Runnable g = r.get(); if (g != null) { g.run(); called++; } }"),
            "the empty references are still in the list",
        ],
        [
            RING.format(body="for (var r : guests) { Runnable g = r.get(); if (g == null) { guests.remove(r); } else { g.run(); called++; } }"),
            "while it's going through it",
        ],
    ],
    "cache": [
        [
            cache(
                fields=ENTRIES + " List<Person> kept = new ArrayList<>();",
                get="WeakReference<Person> r = entries.get(name); Person p = r == null ? null : r.get();"
                " if (p == null) { p = load(name); kept.add(p); entries.put(name, new WeakReference<>(p)); } return p;",
            ),
            "still holds them: cache.kept[",
        ],
        [cache(remove=""), "keeps their entries"],
        [cache(remove="entries.clear();"), "threw away Ada's entry too"],
        [
            cache(get="entries.putIfAbsent(name, new WeakReference<>(load(name))); return entries.get(name).get();"),
            "Your cache needed",
        ],
        [
            cache(get="WeakReference<Person> r = entries.get(name); if (r != null) { return r.get(); }"
                  " Person p = load(name); entries.put(name, new WeakReference<>(p)); return p;"),
            "get returned null",
        ],
    ],
    "quiz": [
        ['Check.quiz("acabca")', "Question 1: There's no such thing as half an object"],
        ['Check.quiz("bbabca")', "Question 2"],
        ['Check.quiz("abc")', "This needs 6 letters"],
        ['Check.quiz("bcabc?")', "Question 6 has no answer yet"],
    ],
}

NEEDS = {"return": "lend-emma"}
