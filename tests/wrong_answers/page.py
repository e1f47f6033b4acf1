"""The exercises of the page, 00-06."""

# What Java itself keeps, and what it is then called; the first two stand below, as a learner writes them.
KEPT = {
    '""': "a string literal",
    '("a" + 1).intern()': "a string literal",
    "7L": "a boxed value",
    "true": "a boxed value",
    "'x'": "a boxed value",
    "Thread.State.NEW": "an enum constant",
    "Book.class": "a class",
    "List.of()": "a constant of Java's own",
    "Map.of()": "a constant of Java's own",
    "Collections.emptySet()": "a constant of Java's own",
    "Optional.empty()": "a constant of Java's own",
    "Duration.ZERO": "a constant of Java's own",
    "java.math.BigInteger.TEN": "a constant of Java's own",
    "Locale.ROOT": "a constant of Java's own",
    "(Runnable) () -> {}": "a lambda that uses no variable",
}

MY_CACHE = """class MyCache extends PracticeCache {{
    {fields}
    MyCache(PhoneBook phoneBook) {{ super(phoneBook); }}
    public Person get(String name) {{ {get} }}
    public void removeCleared() {{ {remove} }}
    public Collection<WeakReference<Person>> references() {{ {references} }}
}}"""
ENTRIES = "Map<String, WeakReference<Person>> entries = new ConcurrentHashMap<>();"
GET = """WeakReference<Person> reference = entries.get(name);
        Person known = reference == null ? null : reference.get();
        if (known == null) { known = load(name); entries.put(name, new WeakReference<>(known)); }
        return known;"""
REMOVE = "entries.values().removeIf(reference -> reference.refersTo(null));"


def cache(fields=ENTRIES, get=GET, remove=REMOVE, references="return entries.values();"):
    return MY_CACHE.format(fields=fields, get=get, remove=remove, references=references)


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
List<Book> favorites = new ArrayList<>(List.of(pippi));
{rest}
Check.unstuck(stuck)"""

NAME_OF = """Function<WeakReference<Person>, String> nameOf = ref -> {{ {body} }};
Check.nameOf(nameOf)"""

COUNT = """Function<ReferenceQueue<Person>, Integer> countGone = queue -> {{ {body} }};
Check.countGone(countGone)"""

CALL = "for (var r : guests) { Runnable g = r.get(); if (g != null) { g.run(); called++; } } "

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
    "fortyStay": [
        [FORTY.format(rows=50, collect="collect();"), "50 people stay"],
        [FORTY.format(rows=39, collect="collect();"), "39 people stay"],
        [FORTY.format(rows=40, collect=""), "Is collect() still in the cell?"],
        [FORTY.format(rows=40, collect="wide.clear();\ncollect();"), "0 people stay"],
        ["Check.fortyStay(null, forgetful)", "○ Run the cells above first."],
        ["Check.fortyStay(wide, null)", "○ Run the cells above first."],
    ],
    "threeHolders": [
        ['Book dune = new Book("Dune");\nBook two = dune;\nCheck.threeHolders(whoHolds(dune))', "2 variables hold it: dune, two."],
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
        ['Book[] four = {new Book("Dune"), null};\nfour[1] = four[0];\nCheck.threeHolders(whoHolds(four[0]))', "is a hidden holder"],
        [
            'Book dune = new Book("Dune");\nBook two = dune;\nBook[] box = {dune};\nBook[] box2 = {dune};\nCheck.threeHolders(whoHolds(dune))',
            "4 variables hold it: ",
        ],
        [
            'Book dune = new Book("Dune");\nvar one = new WeakReference<>(dune);\nvar two = new WeakReference<>(dune);'
            "\nCheck.threeHolders(whoObserves(dune))",
            "These only know where the book is. Ask whoHolds(...) who holds it.",
        ],
        ["Check.threeHolders(null)", "○ So far, only one variable holds the book."],
    ],
    "allReturned": [
        ["emma = null;\nCheck.allReturned(loan)", "“Emma” is still held by box[0] and pile[0]."],
        ["System.gc();\nCheck.allReturned(loan)", "it takes only what nobody holds. “Emma” is still held by "],
        ["emma = null;\nbox[0] = null;\npile.remove(0);\nCheck.allReturned(loan)", "hidden"],
        ["emma = null;\nbox[0] = null;\nCheck.allReturned(loan)", "“Emma” is still held by pile[0]."],
        ['Book emma = new Book("100 % {0} <b>");\nLoan loan = new Loan(emma);\nCheck.allReturned(loan)', "“100 % {0} <b>” is still held by emma."],
        ["Check.allReturned(null)", "○ There's no loan yet."],
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
        *[
            [f"WeakReference<Object> mine = new WeakReference<>({referent});\nCheck.cleared(mine)", f"The referent is {kind}. Java itself keeps"]
            for referent, kind in KEPT.items()
        ],
        [
            "Object b = new Object();\nWeakReference<Object> mine = new WeakReference<>(b);"
            '\nObject before = System.getProperties().put("weakrefs.test.kept", b);\nb = null;\nCheck.cleared(mine)',
            "Ask for one with collect(), and check again.",
        ],
        [
            "collect();\nCheck.cleared(mine)",
            "A collection came by, and it's still there. No variable that I can see holds it.",
        ],
    ],
    "unstuck": [
        [STUCK.format(rest="collect();"), "pippi and favorites[0] still hold it"],
        [STUCK.format(rest="pippi = null;\nfavorites.clear();\nstuck.get();\ncollect();"), "a bare line"],
        [STUCK.format(rest="pippi = null;\nfavorites.remove(0);\ncollect();"), "a bare line"],
        [STUCK.format(rest="favorites.clear();"), "pippi still holds it"],
        [
            STUCK.format(rest="pippi = null;"),
            "List<Book> favorites = new ArrayList<>();\nCheck.unstuck(stuck)",
            "favorites (the old one, a List)[0] still holds it",
        ],
        [
            "weekly = new WeakReference<>(new Magazine());\nCheck.unstuck(null)",
            "○ There's no reference yet. Run the whole cell, from its first line.",
        ],
    ],
    "howManyFit": [
        ["int people = 32 * 1024 * 1024;\nCheck.howManyFit(people)", "but the heap has only 32"],
        ["int people = 32 / 128 - 1;\nCheck.howManyFit(people)", "fewer than none at all"],
        ["int people = 100;\nCheck.howManyFit(people)", "a lot of room left"],
        ["Check.howManyFit(257)", "257 photos of 128 kB take 32 MB"],
        ["Check.howManyFit(191)", "191 photos take only 23 MB of 32"],
        ["Check.howManyFit(Integer.MAX_VALUE)", "but the heap has only 32"],
        ["Check.howManyFit(Integer.MIN_VALUE)", "fewer than none at all"],
    ],
    "remembers": [
        [REMEMBER.format(body='known.put(name, book.load(name)); return known.get("Vito");'), "Vito"],
        [
            REMEMBER.format(body="Person p = book.load(name); known.putIfAbsent(name, p); return known.get(name);"),
            "it still loaded him a second time",
        ],
        [REMEMBER.format(body="return known.get(name);"), "Your look-up returned null"],
        [
            REMEMBER.format(body="if (!known.containsKey(name)) { known.clear(); known.put(name, book.load(name)); } return known.get(name);"),
            "had to load",
        ],
        [REMEMBER.format(body='return known.computeIfAbsent("Vito", book::load);'), "We asked for Vito and then for Wim"],
        [REMEMBER.format(body='return known.computeIfAbsent("Ada", book::load);'), "and got Ada"],
        [REMEMBER.format(body="return known.put(name, book.load(name));"), "Your look-up returned null"],
        ["PhoneBook other = new PhoneBook(50);\nCheck.remembers(other::load, book)", "two different objects"],
        [
            "Map<String, Person> others = new HashMap<>();\nCheck.remembers(name -> others.computeIfAbsent(name, other::load), new PhoneBook(50))",
            "Vito didn't come from this cell's phone book",
        ],
        ["PhoneBook thin = new PhoneBook(3);\nCheck.remembers(thin::load, thin)", 'nobody here is called "Vito"'],
        ["Check.remembers(null, book)", "○ Write a look-up that keeps people in the map."],
        ["Check.remembers(lookUp, null)", "○ Write a look-up that keeps people in the map."],
    ],
    "sixtyStay": [
        [SIXTY.format(rows=61), "61 people stay"],
        [SIXTY.format(rows=200), "200 people stay"],
        ["Check.sixtyStay(null, null)", "○ Run the cells above first."],
    ],
    "favorite": [
        [
            'Cache<String, Person> friends = new WeakCache<>(new PhoneBook(200)::load);\nfriends.get("Ada")',
            "Check.favorite(friends)",
            "only by accident",
        ],
        [
            "Cache<String, Person> friends = new WeakCache<>(new PhoneBook(200)::load);\n"
            'Screen screen = new Screen(5);\nscreen.show(friends.get("Ada"));\nCheck.favorite(friends)',
            "until she scrolls off",
        ],
        [
            "Cache<String, Person> friends = new WeakCache<>(new PhoneBook(200)::load);\n"
            'Screen wide = new Screen(5);\nwide.show(friends.get("Ada"));\nCheck.favorite(friends)',
            "until she scrolls off",
        ],
        [
            'Cache<String, Person> friends = new StrongCache<>(new PhoneBook(200)::load);\nString name = friends.get("Ada").name();'
            "\nCheck.favorite(friends)",
            "the cache itself holds Ada",
        ],
        ["Cache<String, Person> friends = new WeakCache<>(name -> null);\nCheck.favorite(friends)", "the loader returned null for Ada"],
        [
            "Cache<String, Person> friends = new WeakCache<>(new PhoneBook(200)::load);"
            '\n{ String name = friends.get("Ada").name(); }\nCheck.favorite(friends)',
            "○ Ada is gone because nobody held her.",
        ],
        ["Check.favorite(null)", "○ Run the cells above first."],
    ],
    "nameOf": [
        [NAME_OF.format(body='return ref.refersTo(null) ? "gone" : ref.get().name();'), "Your function looks twice, because refersTo is a look too"],
        [NAME_OF.format(body="return ref.get().name();"), "NullPointerException"],
        [NAME_OF.format(body='Person p = ref.get(); return p == null ? "nobody" : p.name();'), "returned “nobody”"],
        [
            NAME_OF.format(body='Person p = ref.get(); return ref.get() == null && p == null ? "gone" : p.name();'),
            "looks at the reference 2 times",
        ],
        [NAME_OF.format(body="Person p = ref.get(); return p == null ? null : p.name();"), "returned “null” and not “gone”"],
        [NAME_OF.format(body='return "gone";'), "We hold Ada, but your function returned “gone”"],
        [NAME_OF.format(body="return null;"), "We hold Ada, but your function returned “null”"],
        [NAME_OF.format(body='return "%s {0} %n";'), "your function returned “%s {0} %n”"],
        [NAME_OF.format(body='ref.clear(); return ref.get() == null ? "gone" : "here";'), "your function returned “gone”"],
        [
            NAME_OF.format(
                body="Person p = ref.get(); if (p != null && ref.refersTo(null)) { throw new NullPointerException(); }"
                ' return p == null ? "gone" : p.name();'
            ),
            "Your function threw a NullPointerException.",
        ],
        ["Check.nameOf(null)", "○ Write a function that asks the reference once."],
    ],
    "countGone": [
        [COUNT.format(body="return queue.poll() == null ? 0 : 1;"), "your function counted 1 and left some in there"],
        [
            COUNT.format(body="int n = 0; try { while (queue.remove() != null) n++; } catch (InterruptedException e) { } return n;"),
            "still running after 2 seconds. Is it waiting for something, or looping forever? (remove() waits until something comes",
        ],
        [COUNT.format(body="return queue.poll() == null ? 0 : queue.poll() == null ? 1 : 2;"), "your function counted 2 and left some in there"],
        [COUNT.format(body="return 3;"), "For an empty queue, your function returned 3"],
        ["int[] calls = {0};\nCheck.countGone(queue -> 3 * calls[0]++)", "your function counted 3 and left some in there"],
        [
            COUNT.format(body="int n = -1; do { n++; } while (queue.poll() != null && queue.poll() != null); return n;"),
            "your function counted 1. Keep going",
        ],
        [COUNT.format(body="while (queue.poll() != null) { } return 0;"), "your function counted 0. Keep going"],
        [COUNT.format(body="return null;"), "Your function returned null"],
        [COUNT.format(body="return queue.poll() == null ? null : 1;"), "Your function returned null"],
        [COUNT.format(body="return queue.poll() == null ? 0 : null;"), "Your function returned null"],
        [COUNT.format(body="return queue.poll().hashCode();"), "We tried an empty queue. Your code stopped with an error: NullPointerException"],
        ["Check.countGone(null)", "○ Write a function that takes the references out of the queue."],
    ],
    "ring": [
        [RING.format(body="for (var r : guests) { r.get().run(); called++; }"), "A guest was gone, and your function tried to call null"],
        [
            RING.format(body="for (var r : guests) { if (r.get() != null) { r.get().run(); called++; } }"),
            "between your two get() calls",
        ],
        [
            RING.format(body=CALL),
            "the empty references are still in the list",
        ],
        [
            RING.format(body="for (var r : guests) { Runnable g = r.get(); if (g == null) { guests.remove(r); } else { g.run(); called++; } }"),
            "while it's going through it",
        ],
        [
            RING.format(body="guests.removeIf(r -> r.refersTo(null)); for (var r : guests) { r.get().run(); called++; }"),
            "your function tried to call null",
        ],
        [RING.format(body=CALL + "guests.replaceAll(r -> r.refersTo(null) ? null : r);"), "Now there's a null in the list"],
        [RING.format(body=CALL + "guests.clear();"), "removed some guests who are still there"],
        [RING.format(body=CALL.replace("g.run();", "g.run(); g.run();")), "your function made 6 calls"],
        [RING.format(body=CALL.replace("called++;", "called++; g.run(); g.run(); break;")), "your function made 3 calls"],
        [RING.format(body=CALL.replace("called++;", "called++; break;")), "your function made 1 calls"],
        [RING.format(body=CALL + "guests.removeIf(r -> r.get() == null); called--;"), "Your function called 3 guests but returned 2."],
        [
            "Check.ring(guests -> { for (var r : guests) { Runnable g = r.get(); if (g != null) { g.run(); } }"
            " guests.removeIf(r -> r.get() == null); return null; })",
            "but returned null",
        ],
        ["Check.ring(null)", "○ Write a function that calls every guest who's still there."],
    ],
    "myCache": [
        [
            cache(
                fields=ENTRIES + " List<Person> kept = new ArrayList<>();",
                get="WeakReference<Person> r = entries.get(name); Person p = r == null ? null : r.get();"
                " if (p == null) { p = load(name); kept.add(p); entries.put(name, new WeakReference<>(p)); } return p;",
            ),
            "still holds them: cache.kept[",
        ],
        [cache(remove=""), "keeps their entries: only 1 of 3 still finds somebody"],
        [cache(remove="entries.clear();"), "threw away Ada's entry too"],
        [
            cache(get="entries.putIfAbsent(name, new WeakReference<>(load(name))); return entries.get(name).get();"),
            "Your cache needed 3 loads for two people",
        ],
        [
            cache(
                get="WeakReference<Person> r = entries.get(name); if (r != null) { return r.get(); }"
                " Person p = load(name); entries.put(name, new WeakReference<>(p)); return p;"
            ),
            "Ada was gone, and get returned null",
        ],
        ["Check.myCache(null)", "○ Give the check your class: MyCache::new."],
        ["Check.myCache(phoneBook -> null)", "There's no cache, because your code returned null."],
        [
            cache(),
            "int[] made = {0};\nCheck.myCache(phoneBook -> ++made[0] > 1 ? null : new MyCache(phoneBook))",
            "There's no second cache, because your code returned null.",
        ],
        [cache(get="return null;"), 'get("Ada") returned null. Return'],
        [cache(get='if (name.equals("Ben")) { return null; } ' + GET), 'get("Ben") returned null'],
        [cache(get="if (entries.containsKey(name)) { return null; } " + GET), 'get("Ada") returned null the second time'],
        [
            cache(get="Person p = load(name); entries.put(name, new WeakReference<>(p)); return p;"),
            "got two different people, although we still held the first one",
        ],
        [cache(get='name = "Ada"; ' + GET), "and got Ada"],
        [
            cache(fields=ENTRIES + " Person last;", get=GET.replace("return known", "return last = known")),
            "Nobody needs Zara anymore, but your cache still holds them: cache.last",
        ],
        [
            "Map<Person, Integer> everybody = new HashMap<>();",
            cache(get=GET.replace("return known", "everybody.put(known, 1); return known")),
            "Nobody needs Ada anymore, but your cache still holds them. Look",
        ],
        [
            "everybody.clear();",
            cache(get="WeakReference<Person> r = entries.get(name); if (r != null && r.refersTo(null)) { return load(name); } " + GET),
            "Store her again",
        ],
        [cache(remove=REMOVE.replace("->", "-> !")), "threw away Ada's entry too"],
        [cache(references="return null;"), "references() returned null"],
        [cache(references="return List.of();"), "references() has 0"],
        [
            cache(references="var all = new ArrayList<>(entries.values()); if (all.size() == 3) { all.addAll(entries.values()); } return all;"),
            "of your references() still find somebody",
        ],
        [cache(get="return get(name);"), "Your code stopped with an error: StackOverflowError"],
        [cache(remove='throw new AssertionError("never 100 %");'), "Your code stopped with an error: AssertionError (never 100 %)"],
        [
            cache(remove="Collections.unmodifiableCollection(entries.values()).removeIf(r -> r.refersTo(null));"),
            "Your code stopped with an error: UnsupportedOperationException",
        ],
        [cache(get="return new Person[Integer.MAX_VALUE][0].length == 0 ? null : load(name);"), "Your code stopped with an error: OutOfMemoryError"],
    ],
    "quiz": [
        ['Check.quiz("acabca")', "Question 1: There's no such thing as half an object"],
        ['Check.quiz("bbabca")', "Question 2"],
        ['Check.quiz("abc")', "This needs 6 letters"],
        ['Check.quiz("bcabc?")', "Question 6 has no answer yet"],
        ['Check.quiz("?cabcb")', "4 of 6 are right. Question 1 has no answer yet"],
        ['Check.quiz("bcabcab")', "This needs 6 letters"],
        ['Check.quiz("bcabcd")', "each one a, b or c"],
        ['Check.quiz("%s%d%n")', "You put “%s%d%n”. This needs 6 letters"],
        ['Check.quiz("{0}{1}")', "You put “{0}{1}”. This needs 6 letters"],
        ['Check.quiz("<script>alert(1)</script>")', "You put “<script>alert(1)</script>”."],
        ['Check.quiz("“„”ß")', "You put ““„”ß”."],
        ['Check.quiz("😀😀😀")', "You put “😀😀😀”."],
        ["Check.quiz(null)", "○ Fill in a letter for each question"],
        ['Check.quiz("?")', "○ Fill in a letter for each question"],
        ['Check.quiz(" , ,")', "○ Fill in a letter for each question"],
    ],
}
