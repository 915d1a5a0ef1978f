# The mails. Names come from people: they stand where no grammar bends them.

date = { $day } { $month ->
        [1] januari
        [2] februari
        [3] maart
        [4] april
        [5] mei
        [6] juni
        [7] juli
        [8] augustus
        [9] september
        [10] oktober
        [11] november
       *[12] december
    } { $year }

product-microsoft-365 = Handtekeningen voor Microsoft 365
product-google-workspace = Handtekeningen voor Google Workspace
role-owner = Eigenaar
role-admin = Beheerder
role-billing = Facturatie
role-support = Ondersteuning
role-editor = Redacteur

mail-greeting = Beste { $name },
mail-copy-link = Werkt de knop niet, kopieer dan dit adres naar uw browser:
mail-fact-product = Product
mail-fact-company = Bedrijf
mail-fact-reseller = Geleverd door
mail-fact-reseller-team = Reseller
mail-fact-role = Uw rol
mail-fact-invited-by = Uitgenodigd door
mail-fact-expires = Geldig tot en met
mail-fact-new-email = Nieuw adres
mail-fact-codes-left = Resterende herstelcodes
mail-footer-reseller = Verstuurd door Countersign namens { $reseller }.
mail-footer = Verstuurd door Countersign, het portaal voor e-mailhandtekeningen.

mail-invite-subject = Uitnodiging van { $reseller }: { $product }
mail-invite-subject-by = Uitnodiging van { $inviter } ({ $reseller }): { $product }
mail-invite-heading = U bent uitgenodigd om de e-mailhandtekeningen van uw bedrijf te beheren
mail-invite-intro = { $reseller } nodigt u uit voor { $product } voor { $company }.
mail-invite-intro-by = { $inviter } van { $reseller } nodigt u uit voor { $product } voor { $company }.
mail-invite-role-admin = Als beheerder bewerkt u de handtekeningen, nodigt u collega's uit en regelt u de verbinding met uw mailsysteem.
mail-invite-role-editor = Als redacteur schrijft en onderhoudt u de handtekeningen die met elke e-mail meegaan.
mail-invite-button = Uitnodiging aannemen
mail-invite-next = U kiest een wachtwoord en kunt meteen beginnen. Hebt u al een account met dit e-mailadres, meld u dan daarmee aan.
mail-invite-note = Deze link is alleen voor u bedoeld en werkt één keer, tot en met { $date }. Verwachtte u deze uitnodiging niet, dan kunt u deze e-mail negeren: er gebeurt niets zonder u.

mail-colleague-subject = Uitnodiging van { $reseller }: word lid van het team in Countersign
mail-colleague-subject-by = Uitnodiging van { $inviter }: word lid van { $reseller } in Countersign
mail-colleague-heading = U bent uitgenodigd voor het team van { $reseller }
mail-colleague-intro = { $reseller } nodigt u uit voor Countersign, waarin het team de abonnementen op e-mailhandtekeningen van zijn klanten beheert.
mail-colleague-intro-by = { $inviter } nodigt u uit voor Countersign, waarin het team van { $reseller } de abonnementen op e-mailhandtekeningen van zijn klanten beheert.

mail-reset-subject = Stel een nieuw wachtwoord in voor Countersign
mail-reset-heading = Stel een nieuw wachtwoord in
mail-reset-intro = We hebben een verzoek ontvangen om een nieuw wachtwoord voor uw Countersign-account in te stellen. Kies het hier:
mail-reset-button = Nieuw wachtwoord kiezen
mail-reset-note = De link is één uur geldig en werkt één keer. Daarna wordt u op al uw apparaten afgemeld.
mail-reset-ignore = Hebt u dit niet aangevraagd, dan kunt u deze e-mail negeren: uw wachtwoord blijft zoals het is.

mail-confirm-subject = Bevestig uw nieuwe e-mailadres
mail-confirm-heading = Bevestig uw nieuwe e-mailadres
mail-confirm-intro = U wilt zich voortaan met dit e-mailadres bij Countersign aanmelden. Bevestig dat het van u is:
mail-confirm-button = Adres bevestigen
mail-confirm-note = De link werkt één keer en een beperkte tijd. Zolang u niet bevestigt, blijft uw huidige adres in gebruik.
mail-confirm-ignore = Hebt u dit niet aangevraagd, dan kunt u deze e-mail negeren: er verandert niets.

mail-email-changed-subject = Uw e-mailadres is gewijzigd
mail-email-changed-heading = Uw e-mailadres is gewijzigd
mail-email-changed-intro = Uw Countersign-account heeft nu een ander e-mailadres. U meldt zich voortaan met het nieuwe adres aan; dit adres wordt niet meer gebruikt.
mail-email-changed-warning = Was u dit niet, waarschuw dan meteen de mensen die u toegang hebben gegeven: misschien gebruikt iemand anders uw account.

mail-password-changed-subject = Uw wachtwoord is gewijzigd
mail-password-changed-heading = Uw wachtwoord is gewijzigd
mail-password-changed-intro = Het wachtwoord van uw Countersign-account is zojuist gewijzigd.
mail-password-changed-ok = Was u dit zelf, dan hoeft u niets te doen.
mail-password-changed-warning = Was u dit niet, kies dan meteen ‘Wachtwoord vergeten’ op de aanmeldpagina om een nieuw wachtwoord in te stellen, en waarschuw de mensen die u toegang hebben gegeven.

mail-two-factor-on-subject = Aanmelden in twee stappen is aangezet
mail-two-factor-on-heading = Aanmelden in twee stappen staat aan
mail-two-factor-on-intro = Uw Countersign-account vraagt voortaan bij elke aanmelding om een code van uw authenticator-app.
mail-two-factor-on-ok = Bewaar uw herstelcodes op een veilige plaats: daarmee komt u binnen als u de app kwijtraakt. Alle andere sessies zijn beëindigd.

mail-two-factor-off-subject = Aanmelden in twee stappen is uitgezet
mail-two-factor-off-heading = Aanmelden in twee stappen staat uit
mail-two-factor-off-intro = Uw Countersign-account vraagt niet meer om een code: voortaan is alleen het wachtwoord genoeg om u aan te melden.
mail-two-factor-off-ok = Was u dit zelf, dan hoeft u niets te doen. U kunt het op elk moment weer aanzetten in de instellingen.

mail-two-factor-operator-subject = Aanmelden in twee stappen is uitgezet door de beheerder van de installatie
mail-two-factor-operator-heading = Aanmelden in twee stappen staat uit
mail-two-factor-operator-intro = De beheerder van deze Countersign-installatie heeft aanmelden in twee stappen voor uw account uitgezet: voortaan is alleen het wachtwoord genoeg om u aan te melden.
mail-two-factor-operator-ok = Hebt u hierom gevraagd, meld u dan aan en stel het opnieuw in bij de instellingen. U bent op alle apparaten afgemeld.

mail-recovery-code-subject = Er is een herstelcode gebruikt
mail-recovery-code-heading = Er is een herstelcode gebruikt
mail-recovery-code-intro = Een van de herstelcodes van uw Countersign-account is zojuist gebruikt in plaats van een code van uw authenticator-app.
mail-recovery-code-ok = Was u dit zelf, dan hoeft u niets te doen. Zijn er nog maar weinig codes over, maak dan nieuwe in de instellingen.

mail-recovery-codes-subject = U hebt nieuwe herstelcodes
mail-recovery-codes-heading = U hebt nieuwe herstelcodes
mail-recovery-codes-intro = Er zijn nieuwe herstelcodes gemaakt voor uw Countersign-account. De vorige werken niet meer.
mail-recovery-codes-ok = Was u dit zelf, dan hoeft u niets te doen.

mail-two-factor-warning = Was u dit niet, kies dan meteen ‘Wachtwoord vergeten’ op de aanmeldpagina om een nieuw wachtwoord in te stellen, en waarschuw de mensen die u toegang hebben gegeven.

days = { $count ->
        [one] { $count } dag
       *[other] { $count } dagen
    }
plan-starter = Starter
plan-standard = Standaard
plan-pro = Pro
term-monthly = maandelijks
term-annual = jaarlijks
mail-fact-seats = Aantal gebruikers
mail-fact-plan = Abonnementsvorm
mail-subscription-button = Abonnement openen
mail-trial-opt-out = U ontvangt deze e-mail als eigenaar of beheerder. In uw profiel kunt u e-mails over proefperiodes uitschakelen.

mail-trial-ends-subject = { $company }: de proefperiode eindigt over { $days }
mail-trial-ends-heading = Een proefperiode eindigt over { $days }
mail-trial-ends-intro = De proefperiode van { $company } eindigt op { $date }, en er is nog geen abonnementsvorm gekozen.
mail-trial-ends-next = Kies een abonnementsvorm om zonder onderbreking verder te gaan, of verleng de proefperiode. Zonder abonnementsvorm gaat e-mail daarna zonder handtekening uit; alle gegevens blijven 30 dagen bewaard.

mail-trial-converts-subject = { $company }: de proefperiode eindigt over { $days }
mail-trial-converts-heading = Een proefperiode eindigt over { $days }
mail-trial-converts-intro = De proefperiode van { $company } eindigt op { $date }. Daarna wordt het vanzelf een betaald abonnement.
mail-trial-converts-next = U hoeft niets te doen. Tot dan kunt u een andere abonnementsvorm kiezen of de proefperiode beëindigen.

mail-trial-expired-subject = { $company }: de proefperiode is voorbij
mail-trial-expired-heading = Een proefperiode is voorbij
mail-trial-expired-intro = De proefperiode van { $company } is verlopen zonder abonnementsvorm. E-mail gaat nu zonder handtekening uit.
mail-trial-expired-next = Alle gegevens blijven bewaard tot { $date }: tot dan kunt u nog een abonnementsvorm kiezen en verdergaan.

mail-trial-converted-subject = { $company } is nu een betaald abonnement
mail-trial-converted-heading = Een proefperiode is een betaald abonnement geworden
mail-trial-converted-intro = De proefperiode van { $company } is voorbij en het betaalde abonnement is begonnen.
mail-trial-converted-next = De volgende betaling is op { $date }.

mail-erasure-subject = { $company }: gegevens worden op { $date } gewist
mail-erasure-heading = Gegevens worden binnenkort gewist
mail-erasure-intro = Het abonnement van { $company } is een tijd geleden beëindigd. De persoonsgegevens worden op { $date } gewist.
mail-erasure-next = Tot dan kunt u het abonnement met alle gegevens heractiveren. Daarna blijven alleen het nummer, de gebeurtenissen en de overzichten over.

mail-fact-domain = Afzenderdomein
mail-fact-spf = SPF-record
mail-fact-spf-record = Te publiceren record
mail-spf-subject = { $company }: het SPF-record van { $domain } vraagt aandacht
mail-spf-heading = Een SPF-record is slechter geworden
mail-spf-intro = Het SPF-record van { $domain } is gewijzigd en klopt niet meer voor { $company }. Ontvangers kunnen e-mail weigeren of als spam behandelen.
mail-spf-next = Publiceer het record bij de DNS-provider van het domein. Countersign controleert elk uur tot het klopt.
spf-ok = klopt
spf-ok-without-us = klopt, maar laat Countersign niet versturen
spf-missing = er is er geen
spf-multiple = er zijn er meerdere
spf-malformed = onleesbaar
spf-over-limit = vraagt meer dan 10 DNS-opzoekingen
spf-void-limit = bevat DNS-opzoekingen zonder resultaat
spf-dns-error = DNS antwoordt niet
