# What is wrong with one field. Each sentence names the remedy.

fault-required = Remplissez ce champ.
fault-unknown-field = Supprimez ce champ : il n'existe pas ici. Vérifiez son orthographe.
fault-twice = N'envoyez ceci qu'une fois : il figure ici deux fois.
fault-wrong-type = Saisissez ici { $expected ->
        [string] du texte
        [integer] un nombre entier
        [boolean] true ou false
        [object] un objet
        [array] une liste
       *[other] { $expected }
    }.
fault-blank = Remplissez ce champ : il est vide.
fault-too-short = Utilisez au moins { $min } caractères.
fault-too-long = Raccourcissez : la limite est de { $max } caractères, ou éléments pour une liste.
fault-out-of-range = Saisissez un nombre de { $min } à { $max }.
fault-not-allowed = Choisissez l'une de ces valeurs : { $allowed }.
fault-invalid-characters = Supprimez les sauts de ligne, les caractères de contrôle et les caractères invisibles.
fault-invalid-email = Saisissez une adresse e-mail comme nom@entreprise.com.
fault-invalid-domain = Saisissez le nom d'un domaine, comme entreprise.com.
fault-invalid-phone = Saisissez un numéro de téléphone en chiffres, comme +33 1 55 55 12 34.
fault-invalid-date = Saisissez une date comme 2026-11-24.
fault-invalid-instant = Saisissez un instant avec son décalage, comme 2026-11-24T09:30:00Z.
fault-not-in-future = Saisissez un instant à venir.
fault-too-far-ahead = Choisissez un instant à { $days } jours au plus d'ici.
fault-invalid-id = Saisissez un identifiant tel que l'API l'a fourni : un UUID.
fault-invalid-cursor = Utilisez un curseur fourni par cette liste avec le même filtre et le même ordre, ou recommencez sans curseur.
fault-terms-not-accepted = Acceptez les conditions pour continuer.
fault-too-weak = Ce mot de passe est facile à deviner. Choisissez-en un plus long, par exemple plusieurs mots sans rapport entre eux.
fault-wrong-password = Ce n'est pas votre mot de passe actuel. Saisissez-le de nouveau.
fault-wrong-code = Ce n'est pas le bon code. Saisissez les six chiffres que votre application d'authentification affiche maintenant, ou un code de secours qui n'a pas encore servi.
fault-wrong-setup-code = Ce n'est pas le code de configuration. Copiez-le depuis le journal du serveur.
fault-not-wanted = Supprimez ce champ : il n'est pas compatible avec la valeur de { $field }.
fault-mode-not-offered = Ce mode n'existe pas pour Google Workspace : ses e-mails ne passent par aucun serveur Exchange du client.
fault-not-json = Saisissez le texte entier du fichier de clé, en JSON : ceci n'en est pas.
fault-not-a-service-account = Prenez le fichier de clé d'un compte de service (« type » : « service_account ») : ce fichier est d'un autre genre.
fault-missing-entry = Prenez le fichier de clé tel que Google l'a créé : il manque { $name } dans celui-ci.
fault-not-an-rsa-key = Créez une nouvelle clé pour le compte de service et prenez son fichier : la clé de celui-ci n'est pas une clé RSA.
fault-missing-column = Ajoutez cette colonne : chaque fichier en a besoin.
fault-wrong-cell-count = Donnez à cette ligne { $expected } cellules, autant que l'en-tête en compte.
fault-repeated-row = Supprimez cette ligne : la ligne { $line } a la même adresse.
fault-kept-by-platform = Retirez cette personne du fichier : la plateforme du client la gère, c'est là qu'elle se modifie.
fault-unclosed-quote = Fermez le guillemet ouvert ici ; entre guillemets, écrivez-le deux fois.
fault-not-utf8 = Enregistrez le fichier en UTF-8 : ceci est écrit dans un autre encodage.
fault-no-rows = Ajoutez des lignes sous l'en-tête : le fichier n'en a pas.
fault-too-many-rows = Divisez le fichier : la limite est de { $max } lignes.
