# What is wrong with one field. Each sentence names the remedy.

fault-required = Füllen Sie dieses Feld aus.
fault-unknown-field = Lassen Sie dieses Feld weg: Es gibt es hier nicht. Prüfen Sie die Schreibweise.
fault-twice = Senden Sie dies einmal: Es steht hier zweimal.
fault-wrong-type = Geben Sie hier { $expected ->
        [string] Text
        [integer] eine ganze Zahl
        [boolean] true oder false
        [object] ein Objekt
        [array] eine Liste
       *[other] { $expected }
    } ein.
fault-blank = Füllen Sie dieses Feld aus: Es ist leer.
fault-too-short = Verwenden Sie mindestens { $min } Zeichen.
fault-too-long = Kürzen Sie dies: Die Grenze liegt bei { $max } Zeichen, in einer Liste Einträgen.
fault-out-of-range = Geben Sie eine Zahl von { $min } bis { $max } ein.
fault-not-allowed = Wählen Sie einen dieser Werte: { $allowed }.
fault-invalid-characters = Entfernen Sie Zeilenumbrüche, Steuerzeichen und unsichtbare Zeichen.
fault-invalid-email = Geben Sie eine E-Mail-Adresse wie name@firma.com ein.
fault-invalid-domain = Geben Sie den Namen einer Domain ein, etwa firma.com.
fault-invalid-phone = Geben Sie eine Telefonnummer aus Ziffern ein, etwa +33 1 55 55 12 34.
fault-invalid-date = Geben Sie ein Datum wie 2026-11-24 ein.
fault-invalid-instant = Geben Sie einen Zeitpunkt mit seiner Zeitverschiebung ein, etwa 2026-11-24T09:30:00Z.
fault-not-in-future = Geben Sie einen Zeitpunkt ein, der noch kommt.
fault-too-far-ahead = Wählen Sie einen Zeitpunkt, der höchstens { $days } Tage voraus liegt.
fault-invalid-id = Geben Sie eine ID ein, wie die API sie ausgegeben hat: eine UUID.
fault-invalid-cursor = Verwenden Sie einen Cursor, den diese Liste mit demselben Filter und derselben Reihenfolge ausgegeben hat, oder beginnen Sie ohne Cursor neu.
fault-terms-not-accepted = Akzeptieren Sie die Bedingungen, um fortzufahren.
fault-too-weak = Dieses Passwort ist leicht zu erraten. Wählen Sie ein längeres, zum Beispiel mehrere Wörter, die nicht zusammengehören.
fault-wrong-password = Das ist nicht Ihr aktuelles Passwort. Geben Sie es noch einmal ein.
fault-wrong-code = Das ist nicht der richtige Code. Geben Sie die sechs Ziffern ein, die Ihre Authenticator-App jetzt zeigt, oder einen noch nicht verwendeten Wiederherstellungscode.
fault-wrong-setup-code = Das ist nicht der Einrichtungscode. Kopieren Sie ihn aus dem Protokoll des Servers.
fault-not-wanted = Lassen Sie dieses Feld weg: Es passt nicht zum Wert von { $field }.
fault-mode-not-offered = Diesen Modus gibt es für Google Workspace nicht: Dessen E-Mails laufen über keinen eigenen Exchange-Server des Kunden.
fault-not-json = Geben Sie den ganzen Text der Schlüsseldatei ein, in JSON: Das hier ist keines.
fault-not-a-service-account = Nehmen Sie die Schlüsseldatei eines Dienstkontos ("type": "service_account"): Diese Datei ist von anderer Art.
fault-missing-entry = Nehmen Sie die Schlüsseldatei so, wie Google sie erstellt hat: In dieser fehlt { $name }.
fault-not-an-rsa-key = Erstellen Sie einen neuen Schlüssel für das Dienstkonto und nehmen Sie dessen Datei: Der Schlüssel in dieser ist kein RSA-Schlüssel.
fault-missing-column = Fügen Sie diese Spalte hinzu: Jede Datei braucht sie.
fault-wrong-cell-count = Geben Sie dieser Zeile { $expected } Zellen, so viele, wie die Kopfzeile hat.
fault-repeated-row = Entfernen Sie diese Zeile: Zeile { $line } hat dieselbe Adresse.
fault-kept-by-platform = Nehmen Sie diese Person aus der Datei: Die Plattform des Kunden führt sie, und dort wird sie geändert.
fault-unclosed-quote = Schließen Sie das Anführungszeichen, das hier beginnt; innerhalb von Anführungszeichen schreiben Sie es doppelt.
fault-not-utf8 = Speichern Sie die Datei als UTF-8: Dies ist anders kodiert.
fault-no-rows = Fügen Sie unter der Kopfzeile Zeilen hinzu: Die Datei hat keine.
fault-too-many-rows = Teilen Sie die Datei auf: { $max } Zeilen sind die Grenze.
