# What makes a password weak (warnings), and how to make it stronger (suggestions).

strength-straight-rows = Straight rows of keys are easy to guess.
strength-short-keyboard-patterns = Short keyboard patterns are easy to guess.
strength-repeated-characters = Repeats like “aaa” are easy to guess.
strength-repeated-parts = Repeats like “abcabcabc” are hardly harder to guess than “abc”.
strength-top-10 = This is one of the ten most common passwords.
strength-top-100 = This is one of the hundred most common passwords.
strength-common = This is a very common password.
strength-similar-to-common = This is similar to a common password.
strength-sequences = Sequences like “abc” or “6543” are easy to guess.
strength-recent-years = Recent years are easy to guess.
strength-single-word = A single word is easy to guess.
strength-dates = Dates are often easy to guess.
strength-names-alone = Names by themselves are easy to guess.
strength-common-names = Common names are easy to guess.

strength-use-a-few-words = Use a few words that do not form a common phrase.
strength-no-need-for-symbols = Symbols, digits and capital letters are not needed.
strength-add-words = Add another word or two. Uncommon words are better.
strength-capitals-hardly-help = Capital letters hardly help.
strength-all-capitals = All capitals are almost as easy to guess as all small letters.
strength-reversed-words = Words spelled backwards are hardly harder to guess.
strength-substitutions = Predictable substitutions like “@” for “a” hardly help.
strength-longer-keyboard-pattern = Use a longer keyboard pattern with more turns.
strength-avoid-repeats = Avoid repeated words and characters.
strength-avoid-sequences = Avoid sequences.
strength-avoid-recent-years = Avoid recent years.
strength-avoid-own-years = Avoid years that have to do with you.
strength-avoid-own-dates = Avoid dates and years that have to do with you.
