# What makes a password weak (warnings), and how to make it stronger (suggestions).

strength-straight-rows = Tastenreihen sind leicht zu erraten.
strength-short-keyboard-patterns = Kurze Tastaturmuster sind leicht zu erraten.
strength-repeated-characters = Wiederholungen wie „aaa“ sind leicht zu erraten.
strength-repeated-parts = Wiederholungen wie „abcabcabc“ sind kaum schwerer zu erraten als „abc“.
strength-top-10 = Dies ist eines der zehn häufigsten Passwörter.
strength-top-100 = Dies ist eines der hundert häufigsten Passwörter.
strength-common = Dies ist ein sehr häufiges Passwort.
strength-similar-to-common = Dies ähnelt einem häufigen Passwort.
strength-sequences = Folgen wie „abc“ oder „6543“ sind leicht zu erraten.
strength-recent-years = Jahreszahlen der letzten Zeit sind leicht zu erraten.
strength-single-word = Ein einzelnes Wort ist leicht zu erraten.
strength-dates = Datumsangaben sind oft leicht zu erraten.
strength-names-alone = Vor- und Nachnamen allein sind leicht zu erraten.
strength-common-names = Häufige Vor- und Nachnamen sind leicht zu erraten.

strength-use-a-few-words = Verwenden Sie einige Wörter, die keine geläufige Wendung bilden.
strength-no-need-for-symbols = Sonderzeichen, Ziffern und Großbuchstaben sind nicht nötig.
strength-add-words = Fügen Sie noch ein oder zwei Wörter hinzu, am besten seltene.
strength-capitals-hardly-help = Großbuchstaben helfen kaum.
strength-all-capitals = Nur Großbuchstaben sind fast so leicht zu erraten wie nur Kleinbuchstaben.
strength-reversed-words = Rückwärts geschriebene Wörter sind kaum schwerer zu erraten.
strength-substitutions = Vorhersehbare Ersetzungen wie „@“ für „a“ helfen kaum.
strength-longer-keyboard-pattern = Verwenden Sie ein längeres Tastaturmuster mit mehr Richtungswechseln.
strength-avoid-repeats = Vermeiden Sie wiederholte Wörter und Zeichen.
strength-avoid-sequences = Vermeiden Sie Folgen.
strength-avoid-recent-years = Vermeiden Sie Jahreszahlen der letzten Zeit.
strength-avoid-own-years = Vermeiden Sie Jahreszahlen, die mit Ihnen zu tun haben.
strength-avoid-own-dates = Vermeiden Sie Daten und Jahreszahlen, die mit Ihnen zu tun haben.
