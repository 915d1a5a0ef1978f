# What makes a password weak (warnings), and how to make it stronger (suggestions).

strength-straight-rows = Les rangées de touches qui se suivent sont faciles à deviner.
strength-short-keyboard-patterns = Les motifs courts sur le clavier sont faciles à deviner.
strength-repeated-characters = Les répétitions comme « aaa » sont faciles à deviner.
strength-repeated-parts = Les répétitions comme « abcabcabc » sont à peine plus difficiles à deviner que « abc ».
strength-top-10 = C'est l'un des dix mots de passe les plus courants.
strength-top-100 = C'est l'un des cent mots de passe les plus courants.
strength-common = C'est un mot de passe très courant.
strength-similar-to-common = Ce mot de passe ressemble à un mot de passe courant.
strength-sequences = Les suites comme « abc » ou « 6543 » sont faciles à deviner.
strength-recent-years = Les années récentes sont faciles à deviner.
strength-single-word = Un mot seul est facile à deviner.
strength-dates = Les dates sont souvent faciles à deviner.
strength-names-alone = Les noms et prénoms seuls sont faciles à deviner.
strength-common-names = Les noms et prénoms courants sont faciles à deviner.

strength-use-a-few-words = Utilisez quelques mots qui ne forment pas une expression courante.
strength-no-need-for-symbols = Les symboles, les chiffres et les majuscules ne sont pas nécessaires.
strength-add-words = Ajoutez un ou deux mots, de préférence rares.
strength-capitals-hardly-help = Les majuscules n'aident guère.
strength-all-capitals = Tout en majuscules est presque aussi facile à deviner que tout en minuscules.
strength-reversed-words = Les mots écrits à l'envers sont à peine plus difficiles à deviner.
strength-substitutions = Les substitutions prévisibles, comme « @ » pour « a », n'aident guère.
strength-longer-keyboard-pattern = Utilisez un motif de clavier plus long, avec plus de changements de direction.
strength-avoid-repeats = Évitez les mots et les caractères répétés.
strength-avoid-sequences = Évitez les suites.
strength-avoid-recent-years = Évitez les années récentes.
strength-avoid-own-years = Évitez les années qui ont un lien avec vous.
strength-avoid-own-dates = Évitez les dates et les années qui ont un lien avec vous.
