# What makes a password weak (warnings), and how to make it stronger (suggestions).

strength-straight-rows = Toetsen op een rij zijn makkelijk te raden.
strength-short-keyboard-patterns = Korte toetsenbordpatronen zijn makkelijk te raden.
strength-repeated-characters = Herhalingen zoals ‘aaa’ zijn makkelijk te raden.
strength-repeated-parts = Herhalingen zoals ‘abcabcabc’ zijn nauwelijks moeilijker te raden dan ‘abc’.
strength-top-10 = Dit is een van de tien meestgebruikte wachtwoorden.
strength-top-100 = Dit is een van de honderd meestgebruikte wachtwoorden.
strength-common = Dit is een veelgebruikt wachtwoord.
strength-similar-to-common = Dit lijkt op een veelgebruikt wachtwoord.
strength-sequences = Reeksen zoals ‘abc’ of ‘6543’ zijn makkelijk te raden.
strength-recent-years = Recente jaartallen zijn makkelijk te raden.
strength-single-word = Eén los woord is makkelijk te raden.
strength-dates = Datums zijn vaak makkelijk te raden.
strength-names-alone = Alleen een voor- of achternaam is makkelijk te raden.
strength-common-names = Veelvoorkomende namen zijn makkelijk te raden.

strength-use-a-few-words = Gebruik een paar woorden die samen geen bekende uitdrukking vormen.
strength-no-need-for-symbols = Symbolen, cijfers en hoofdletters zijn niet nodig.
strength-add-words = Voeg nog een of twee woorden toe, liefst ongewone.
strength-capitals-hardly-help = Hoofdletters helpen nauwelijks.
strength-all-capitals = Alleen hoofdletters is bijna even makkelijk te raden als alleen kleine letters.
strength-reversed-words = Omgekeerde woorden zijn nauwelijks moeilijker te raden.
strength-substitutions = Voorspelbare vervangingen, zoals ‘@’ voor ‘a’, helpen nauwelijks.
strength-longer-keyboard-pattern = Gebruik een langer toetsenbordpatroon met meer wendingen.
strength-avoid-repeats = Vermijd herhaalde woorden en tekens.
strength-avoid-sequences = Vermijd reeksen.
strength-avoid-recent-years = Vermijd recente jaartallen.
strength-avoid-own-years = Vermijd jaartallen die met u te maken hebben.
strength-avoid-own-dates = Vermijd datums en jaartallen die met u te maken hebben.
