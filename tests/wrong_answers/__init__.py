"""What learners get wrong: for each exercise, cells to run in place of theirs, and a piece of the reason that they must get.

The answer to each is "not yet"; where the reason begins with ○, it's "not attempted yet". The exercise's own check follows, unless
the last cell has a check of its own.

An exercise is called what its check is called: `fortyStay` is the one whose cell says `Check.fortyStay(...)`. `page` has those of
00-06; each later notebook has a module of its own, such as `n07`, with a `WRONG` of its exercises.
"""

import importlib
import pkgutil

WRONG = {}
for _found in pkgutil.iter_modules(__path__):
    _module = importlib.import_module(f"{__name__}.{_found.name}")
    assert not WRONG.keys() & _module.WRONG.keys(), "two exercises of one name"
    WRONG |= _module.WRONG
