# What is wrong with one field. Each sentence names the remedy.

fault-required = Vul dit veld in.
fault-unknown-field = Laat dit veld weg: het bestaat hier niet. Controleer de spelling.
fault-twice = Stuur dit één keer: het staat hier twee keer.
fault-wrong-type = Vul hier { $expected ->
        [string] tekst
        [integer] een geheel getal
        [boolean] true of false
        [object] een object
        [array] een lijst
       *[other] { $expected }
    } in.
fault-blank = Vul dit veld in: het is leeg.
fault-too-short = Gebruik ten minste { $min } tekens.
fault-too-long = Kort dit in: de limiet is { $max } tekens, of onderdelen bij een lijst.
fault-out-of-range = Vul een getal van { $min } tot en met { $max } in.
fault-not-allowed = Kies een van deze waarden: { $allowed }.
fault-invalid-characters = Verwijder regeleinden, stuurtekens en onzichtbare tekens.
fault-invalid-email = Vul een e-mailadres in zoals naam@bedrijf.com.
fault-invalid-domain = Vul de naam van een domein in, zoals bedrijf.com.
fault-invalid-phone = Vul een telefoonnummer in cijfers in, zoals +33 1 55 55 12 34.
fault-invalid-date = Vul een datum in zoals 2026-11-24.
fault-invalid-instant = Vul een tijdstip met zijn tijdzoneverschil in, zoals 2026-11-24T09:30:00Z.
fault-not-in-future = Vul een tijdstip in dat nog moet komen.
fault-too-far-ahead = Kies een tijdstip dat hoogstens { $days } dagen vooruit ligt.
fault-invalid-id = Vul een id in zoals de API die heeft gegeven: een UUID.
fault-invalid-cursor = Gebruik een cursor die deze lijst heeft gegeven bij hetzelfde filter en dezelfde volgorde, of begin opnieuw zonder cursor.
fault-terms-not-accepted = Ga akkoord met de voorwaarden om verder te gaan.
fault-too-weak = Dit wachtwoord is makkelijk te raden. Kies een langer wachtwoord, bijvoorbeeld enkele woorden die niet bij elkaar horen.
fault-wrong-password = Dit is niet uw huidige wachtwoord. Vul het opnieuw in.
fault-wrong-code = Dit is niet de juiste code. Vul de zes cijfers in die uw authenticator-app nu toont, of een herstelcode die nog niet is gebruikt.
fault-wrong-setup-code = Dit is niet de inrichtingscode. Kopieer hem uit het logboek van de server.
fault-not-wanted = Laat dit veld weg: het past niet bij de waarde van { $field }.
fault-mode-not-offered = Deze modus bestaat niet voor Google Workspace: die e-mail gaat niet langs een eigen Exchange-server van de klant.
fault-not-json = Voer de hele tekst van het sleutelbestand in, in JSON: dit is dat niet.
fault-not-a-service-account = Neem het sleutelbestand van een serviceaccount ("type": "service_account"): dit bestand is van een ander soort.
fault-missing-entry = Neem het sleutelbestand zoals Google het maakte: in dit bestand ontbreekt { $name }.
fault-not-an-rsa-key = Maak een nieuwe sleutel voor het serviceaccount en neem dat bestand: de sleutel hierin is geen RSA-sleutel.
fault-missing-column = Voeg deze kolom toe: elk bestand heeft haar nodig.
fault-wrong-cell-count = Geef deze rij { $expected } cellen, evenveel als de kopregel heeft.
fault-repeated-row = Verwijder deze rij: regel { $line } heeft hetzelfde adres.
fault-kept-by-platform = Haal deze persoon uit het bestand: het platform van de klant beheert die, en daar wordt die gewijzigd.
fault-unclosed-quote = Sluit het aanhalingsteken dat hier opent; schrijf het binnen aanhalingstekens twee keer.
fault-not-utf8 = Sla het bestand op als UTF-8: dit is in een andere codering geschreven.
fault-no-rows = Voeg rijen toe onder de kopregel: het bestand heeft er geen.
fault-too-many-rows = Splits het bestand: de limiet is { $max } rijen.
