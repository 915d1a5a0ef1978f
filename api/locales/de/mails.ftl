# The mails. Names come from people: they stand where no grammar bends them.

date = { $day }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    } { $year }

product-microsoft-365 = Signaturen für Microsoft 365
product-google-workspace = Signaturen für Google Workspace
role-owner = Inhaber
role-admin = Administrator
role-billing = Abrechnung
role-support = Support
role-editor = Bearbeiter

mail-greeting = Guten Tag { $name },
mail-copy-link = Falls die Schaltfläche nicht funktioniert, kopieren Sie diese Adresse in Ihren Browser:
mail-fact-product = Produkt
mail-fact-company = Unternehmen
mail-fact-reseller = Bereitgestellt von
mail-fact-reseller-team = Reseller
mail-fact-role = Ihre Rolle
mail-fact-invited-by = Eingeladen von
mail-fact-expires = Gültig bis
mail-fact-new-email = Neue Adresse
mail-footer-reseller = Gesendet von Countersign im Auftrag von { $reseller }.
mail-footer = Gesendet von Countersign, dem Portal für E-Mail-Signaturen.

mail-invite-subject = Einladung von { $reseller }: { $product }
mail-invite-subject-by = Einladung von { $inviter } ({ $reseller }): { $product }
mail-invite-heading = Sie sind eingeladen, die E-Mail-Signaturen Ihres Unternehmens zu verwalten
mail-invite-intro = { $reseller } lädt Sie zu { $product } für { $company } ein.
mail-invite-intro-by = { $inviter } von { $reseller } lädt Sie zu { $product } für { $company } ein.
mail-invite-role-admin = Als Administrator bearbeiten Sie die Signaturen, laden Kollegen ein und betreuen die Verbindung zu Ihrem Mailsystem.
mail-invite-role-editor = Als Bearbeiter schreiben und pflegen Sie die Signaturen, die mit jeder E-Mail hinausgehen.
mail-invite-button = Einladung annehmen
mail-invite-next = Sie wählen ein Passwort und können sofort beginnen. Haben Sie mit dieser E-Mail-Adresse bereits ein Konto, melden Sie sich damit an.
mail-invite-note = Dieser Link ist nur für Sie bestimmt und funktioniert einmal, bis zum { $date }. Falls Sie diese Einladung nicht erwartet haben, können Sie diese E-Mail ignorieren: Ohne Sie geschieht nichts.

mail-colleague-subject = Einladung von { $reseller }: Werden Sie Teil des Teams in Countersign
mail-colleague-subject-by = Einladung von { $inviter } in das Team von { $reseller } in Countersign
mail-colleague-heading = Sie sind in das Team von { $reseller } eingeladen
mail-colleague-intro = { $reseller } lädt Sie zu Countersign ein. Dort verwaltet das Team die E-Mail-Signatur-Abonnements seiner Kunden.
mail-colleague-intro-by = { $inviter } lädt Sie zu Countersign ein. Dort verwaltet das Team von { $reseller } die E-Mail-Signatur-Abonnements seiner Kunden.

mail-reset-subject = Neues Passwort für Countersign festlegen
mail-reset-heading = Neues Passwort festlegen
mail-reset-intro = Für Ihr Countersign-Konto wurde ein neues Passwort angefordert. Wählen Sie es hier:
mail-reset-button = Neues Passwort wählen
mail-reset-note = Der Link gilt eine Stunde und funktioniert einmal. Danach werden Sie auf allen Geräten abgemeldet.
mail-reset-ignore = Falls Sie das nicht angefordert haben, können Sie diese E-Mail ignorieren: Ihr Passwort bleibt, wie es ist.

mail-confirm-subject = Bestätigen Sie Ihre neue E-Mail-Adresse
mail-confirm-heading = Bestätigen Sie Ihre neue E-Mail-Adresse
mail-confirm-intro = Sie möchten sich künftig mit dieser E-Mail-Adresse bei Countersign anmelden. Bitte bestätigen Sie, dass sie Ihnen gehört:
mail-confirm-button = Adresse bestätigen
mail-confirm-note = Der Link funktioniert einmal und für begrenzte Zeit. Bis zur Bestätigung gilt Ihre bisherige Adresse weiter.
mail-confirm-ignore = Falls Sie das nicht angefordert haben, können Sie diese E-Mail ignorieren: Es ändert sich nichts.

mail-email-changed-subject = Ihre E-Mail-Adresse wurde geändert
mail-email-changed-heading = Ihre E-Mail-Adresse wurde geändert
mail-email-changed-intro = Ihr Countersign-Konto hat jetzt eine andere E-Mail-Adresse. Melden Sie sich künftig mit der neuen an; diese Adresse wird nicht mehr verwendet.
mail-email-changed-warning = Falls Sie das nicht waren, informieren Sie sofort die Personen, die Ihnen den Zugang gegeben haben: Möglicherweise nutzt jemand anderes Ihr Konto.

mail-password-changed-subject = Ihr Passwort wurde geändert
mail-password-changed-heading = Ihr Passwort wurde geändert
mail-password-changed-intro = Das Passwort Ihres Countersign-Kontos wurde soeben geändert.
mail-password-changed-ok = Falls Sie das selbst waren, müssen Sie nichts weiter tun.
mail-password-changed-warning = Falls Sie das nicht waren, wählen Sie sofort auf der Anmeldeseite „Passwort vergessen“, um ein neues festzulegen, und informieren Sie die Personen, die Ihnen den Zugang gegeben haben.
