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
mail-fact-codes-left = Verbleibende Wiederherstellungscodes
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

mail-two-factor-on-subject = Die Anmeldung in zwei Schritten wurde eingeschaltet
mail-two-factor-on-heading = Die Anmeldung in zwei Schritten ist eingeschaltet
mail-two-factor-on-intro = Ihr Countersign-Konto verlangt ab jetzt bei jeder Anmeldung einen Code Ihrer Authenticator-App.
mail-two-factor-on-ok = Bewahren Sie Ihre Wiederherstellungscodes sicher auf: Mit ihnen kommen Sie hinein, wenn Sie die App verlieren. Alle anderen Sitzungen wurden beendet.

mail-two-factor-off-subject = Die Anmeldung in zwei Schritten wurde ausgeschaltet
mail-two-factor-off-heading = Die Anmeldung in zwei Schritten ist ausgeschaltet
mail-two-factor-off-intro = Ihr Countersign-Konto verlangt keinen Code mehr: Ab jetzt genügt zur Anmeldung das Passwort allein.
mail-two-factor-off-ok = Falls Sie das selbst waren, müssen Sie nichts weiter tun. Sie können sie in den Einstellungen jederzeit wieder einschalten.

mail-two-factor-operator-subject = Die Anmeldung in zwei Schritten wurde vom Betreiber ausgeschaltet
mail-two-factor-operator-heading = Die Anmeldung in zwei Schritten ist ausgeschaltet
mail-two-factor-operator-intro = Der Betreiber dieser Countersign-Installation hat die Anmeldung in zwei Schritten für Ihr Konto ausgeschaltet: Ab jetzt genügt zur Anmeldung das Passwort allein.
mail-two-factor-operator-ok = Falls Sie darum gebeten haben, melden Sie sich an und richten Sie sie in den Einstellungen neu ein. Sie wurden auf allen Geräten abgemeldet.

mail-recovery-code-subject = Ein Wiederherstellungscode wurde verwendet
mail-recovery-code-heading = Ein Wiederherstellungscode wurde verwendet
mail-recovery-code-intro = Einer der Wiederherstellungscodes Ihres Countersign-Kontos wurde soeben anstelle eines Codes Ihrer Authenticator-App verwendet.
mail-recovery-code-ok = Falls Sie das selbst waren, müssen Sie nichts weiter tun. Wenn nur noch wenige Codes übrig sind, erstellen Sie in den Einstellungen neue.

mail-recovery-codes-subject = Sie haben neue Wiederherstellungscodes
mail-recovery-codes-heading = Sie haben neue Wiederherstellungscodes
mail-recovery-codes-intro = Für Ihr Countersign-Konto wurden neue Wiederherstellungscodes erstellt. Die früheren gelten nicht mehr.
mail-recovery-codes-ok = Falls Sie das selbst waren, müssen Sie nichts weiter tun.

mail-two-factor-warning = Falls Sie das nicht waren, wählen Sie sofort auf der Anmeldeseite „Passwort vergessen“, um ein neues festzulegen, und informieren Sie die Personen, die Ihnen den Zugang gegeben haben.

days = { $count ->
        [one] { $count } Tag
       *[other] { $count } Tagen
    }
plan-starter = Starter
plan-standard = Standard
plan-pro = Pro
term-monthly = monatlich
term-annual = jährlich
mail-fact-seats = Anzahl Benutzer
mail-fact-plan = Tarif
mail-subscription-button = Abonnement öffnen
mail-trial-opt-out = Sie erhalten diese E-Mail als Inhaber oder Administrator. In Ihrem Profil können Sie E-Mails über Testphasen abschalten.

mail-trial-ends-subject = { $company }: die Testphase endet in { $days }
mail-trial-ends-heading = Eine Testphase endet in { $days }
mail-trial-ends-intro = Die Testphase von { $company } endet am { $date }, und es ist noch kein Tarif gewählt.
mail-trial-ends-next = Wählen Sie einen Tarif, um ohne Unterbrechung weiterzumachen, oder verlängern Sie die Testphase. Ohne Tarif gehen E-Mails danach ohne Signatur hinaus; alle Daten bleiben 30 Tage erhalten.

mail-trial-converts-subject = { $company }: die Testphase endet in { $days }
mail-trial-converts-heading = Eine Testphase endet in { $days }
mail-trial-converts-intro = Die Testphase von { $company } endet am { $date }. Danach wird daraus von selbst ein bezahltes Abonnement.
mail-trial-converts-next = Sie müssen nichts tun. Bis dahin können Sie einen anderen Tarif wählen oder die Testphase beenden.

mail-trial-expired-subject = { $company }: die Testphase ist vorbei
mail-trial-expired-heading = Eine Testphase ist vorbei
mail-trial-expired-intro = Die Testphase von { $company } ist ohne Tarif abgelaufen. E-Mails gehen nun ohne Signatur hinaus.
mail-trial-expired-next = Alle Daten bleiben bis zum { $date } erhalten: Bis dahin können Sie noch einen Tarif wählen und weitermachen.

mail-trial-converted-subject = { $company } ist jetzt ein bezahltes Abonnement
mail-trial-converted-heading = Aus einer Testphase wurde ein bezahltes Abonnement
mail-trial-converted-intro = Die Testphase von { $company } ist vorbei, und das bezahlte Abonnement hat begonnen.
mail-trial-converted-next = Die nächste Zahlung ist am { $date } fällig.

mail-erasure-subject = { $company }: Daten werden am { $date } gelöscht
mail-erasure-heading = Daten werden bald gelöscht
mail-erasure-intro = Das Abonnement von { $company } endete vor einiger Zeit. Seine personenbezogenen Daten werden am { $date } gelöscht.
mail-erasure-next = Bis dahin können Sie das Abonnement mit allen Daten reaktivieren. Danach bleiben nur seine Nummer, seine Ereignisse und seine Abrechnungen.

mail-fact-domain = Absenderdomain
mail-fact-spf = SPF-Eintrag
mail-fact-spf-record = Zu veröffentlichender Eintrag
mail-spf-subject = { $company }: Der SPF-Eintrag von { $domain } braucht Aufmerksamkeit
mail-spf-heading = Ein SPF-Eintrag hat sich verschlechtert
mail-spf-intro = Der SPF-Eintrag von { $domain } wurde geändert und ist für { $company } nicht mehr richtig. Empfänger können E-Mails ablehnen oder als Spam behandeln.
mail-spf-next = Veröffentlichen Sie den Eintrag beim DNS-Anbieter der Domain. Countersign prüft jede Stunde, bis er richtig ist.
spf-ok = richtig
spf-ok-without-us = richtig, lässt Countersign aber nicht senden
spf-missing = es gibt keinen
spf-multiple = es gibt mehrere
spf-malformed = nicht lesbar
spf-over-limit = braucht mehr als 10 DNS-Abfragen
spf-void-limit = enthält DNS-Abfragen ohne Ergebnis
spf-dns-error = DNS antwortet nicht
