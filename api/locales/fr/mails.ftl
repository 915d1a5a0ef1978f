# The mails. Names come from people: they stand where no grammar bends them.

date = { $day ->
        [1] 1er
       *[other] { $day }
    } { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[12] décembre
    } { $year }

product-microsoft-365 = Signatures pour Microsoft 365
product-google-workspace = Signatures pour Google Workspace
role-owner = Propriétaire
role-admin = Administrateur
role-billing = Facturation
role-support = Assistance
role-editor = Éditeur

mail-greeting = Bonjour { $name },
mail-copy-link = Si le bouton ne fonctionne pas, copiez cette adresse dans votre navigateur :
mail-fact-product = Produit
mail-fact-company = Entreprise
mail-fact-reseller = Fourni par
mail-fact-reseller-team = Revendeur
mail-fact-role = Votre rôle
mail-fact-invited-by = Invité par
mail-fact-expires = Valable jusqu'au
mail-fact-new-email = Nouvelle adresse
mail-fact-codes-left = Codes de secours restants
mail-footer-reseller = Envoyé par Countersign pour le compte de { $reseller }.
mail-footer = Envoyé par Countersign, le portail des signatures e-mail.

mail-invite-subject = Invitation : { $reseller } vous invite à utiliser { $product }
mail-invite-subject-by = Invitation : { $inviter } ({ $reseller }) vous invite à utiliser { $product }
mail-invite-heading = Vous êtes invité à gérer les signatures e-mail de votre entreprise
mail-invite-intro = { $reseller } vous invite à utiliser { $product } pour { $company }.
mail-invite-intro-by = { $inviter }, de la société { $reseller }, vous invite à utiliser { $product } pour { $company }.
mail-invite-role-admin = En tant qu'administrateur, vous modifiez les signatures, invitez des collègues et gérez la connexion à votre messagerie.
mail-invite-role-editor = En tant qu'éditeur, vous rédigez et tenez à jour les signatures qui accompagnent chaque e-mail.
mail-invite-button = Accepter l'invitation
mail-invite-next = Vous choisissez un mot de passe et pouvez commencer aussitôt. Si vous avez déjà un compte avec cette adresse e-mail, connectez-vous avec celui-ci.
mail-invite-note = Ce lien vous est réservé et ne fonctionne qu'une fois, jusqu'au { $date }. Si vous n'attendiez pas cette invitation, vous pouvez ignorer cet e-mail : rien ne se passera sans vous.

mail-colleague-subject = Invitation : { $reseller } vous invite à rejoindre son équipe sur Countersign
mail-colleague-subject-by = Invitation : { $inviter } vous invite à rejoindre { $reseller } sur Countersign
mail-colleague-heading = Vous êtes invité à rejoindre l'équipe { $reseller }
mail-colleague-intro = { $reseller } vous invite sur Countersign, où son équipe gère les abonnements de signatures e-mail de ses clients.
mail-colleague-intro-by = { $inviter } vous invite sur Countersign, où l'équipe { $reseller } gère les abonnements de signatures e-mail de ses clients.

mail-reset-subject = Définir un nouveau mot de passe pour Countersign
mail-reset-heading = Définir un nouveau mot de passe
mail-reset-intro = Nous avons reçu une demande de nouveau mot de passe pour votre compte Countersign. Choisissez-le ici :
mail-reset-button = Choisir un nouveau mot de passe
mail-reset-note = Le lien est valable une heure et ne fonctionne qu'une fois. Vous serez ensuite déconnecté de tous vos appareils.
mail-reset-ignore = Si vous n'êtes pas à l'origine de cette demande, vous pouvez ignorer cet e-mail : votre mot de passe reste inchangé.

mail-confirm-subject = Confirmez votre nouvelle adresse e-mail
mail-confirm-heading = Confirmez votre nouvelle adresse e-mail
mail-confirm-intro = Vous souhaitez désormais vous connecter à Countersign avec cette adresse e-mail. Veuillez confirmer qu'elle est bien la vôtre :
mail-confirm-button = Confirmer l'adresse
mail-confirm-note = Le lien ne fonctionne qu'une fois et pendant une durée limitée. Tant que vous n'avez pas confirmé, votre adresse actuelle reste valable.
mail-confirm-ignore = Si vous n'êtes pas à l'origine de cette demande, vous pouvez ignorer cet e-mail : rien ne change.

mail-email-changed-subject = Votre adresse e-mail a été modifiée
mail-email-changed-heading = Votre adresse e-mail a été modifiée
mail-email-changed-intro = Votre compte Countersign a désormais une autre adresse e-mail. Connectez-vous maintenant avec la nouvelle ; la présente adresse n'est plus utilisée.
mail-email-changed-warning = Si vous n'êtes pas à l'origine de ce changement, prévenez immédiatement les personnes qui vous ont donné accès : quelqu'un d'autre utilise peut-être votre compte.

mail-password-changed-subject = Votre mot de passe a été modifié
mail-password-changed-heading = Votre mot de passe a été modifié
mail-password-changed-intro = Le mot de passe de votre compte Countersign vient d'être modifié.
mail-password-changed-ok = Si vous êtes à l'origine de ce changement, vous n'avez rien d'autre à faire.
mail-password-changed-warning = Si ce n'est pas le cas, choisissez immédiatement « Mot de passe oublié » sur la page de connexion pour en définir un nouveau, et prévenez les personnes qui vous ont donné accès.

mail-two-factor-on-subject = La connexion à deux facteurs a été activée
mail-two-factor-on-heading = La connexion à deux facteurs est activée
mail-two-factor-on-intro = Votre compte Countersign demande désormais un code de votre application d'authentification à chaque connexion.
mail-two-factor-on-ok = Conservez vos codes de secours en lieu sûr : ils vous permettent d'entrer si vous perdez l'application. Toutes les autres sessions ont été fermées.

mail-two-factor-off-subject = La connexion à deux facteurs a été désactivée
mail-two-factor-off-heading = La connexion à deux facteurs est désactivée
mail-two-factor-off-intro = Votre compte Countersign ne demande plus de code : le mot de passe seul suffit désormais pour se connecter.
mail-two-factor-off-ok = Si vous êtes à l'origine de ce changement, vous n'avez rien d'autre à faire. Vous pouvez la réactiver à tout moment dans les paramètres.

mail-two-factor-operator-subject = La connexion à deux facteurs a été désactivée par l'exploitant
mail-two-factor-operator-heading = La connexion à deux facteurs est désactivée
mail-two-factor-operator-intro = L'exploitant de cette installation de Countersign a désactivé la connexion à deux facteurs de votre compte : le mot de passe seul suffit désormais pour se connecter.
mail-two-factor-operator-ok = Si vous l'avez demandé, connectez-vous et configurez-la de nouveau dans les paramètres. Vous avez été déconnecté de tous les appareils.

mail-recovery-code-subject = Un code de secours a été utilisé
mail-recovery-code-heading = Un code de secours a été utilisé
mail-recovery-code-intro = L'un des codes de secours de votre compte Countersign vient d'être utilisé à la place d'un code de votre application d'authentification.
mail-recovery-code-ok = Si vous en êtes à l'origine, vous n'avez rien d'autre à faire. Lorsqu'il reste peu de codes, créez-en de nouveaux dans les paramètres.

mail-recovery-codes-subject = Vous avez de nouveaux codes de secours
mail-recovery-codes-heading = Vous avez de nouveaux codes de secours
mail-recovery-codes-intro = De nouveaux codes de secours ont été créés pour votre compte Countersign. Les précédents ne fonctionnent plus.
mail-recovery-codes-ok = Si vous en êtes à l'origine, vous n'avez rien d'autre à faire.

mail-two-factor-warning = Si ce n'est pas le cas, choisissez immédiatement « Mot de passe oublié » sur la page de connexion pour en définir un nouveau, et prévenez les personnes qui vous ont donné accès.

days = { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
plan-starter = Starter
plan-standard = Standard
plan-pro = Pro
term-monthly = mensuel
term-annual = annuel
mail-fact-seats = Nombre d'utilisateurs
mail-fact-plan = Formule
mail-subscription-button = Ouvrir l'abonnement
mail-trial-opt-out = Vous recevez cet e-mail en tant que propriétaire ou administrateur. Vous pouvez désactiver les e-mails sur les essais dans votre profil.

mail-trial-ends-subject = { $company } : l'essai se termine dans { $days }
mail-trial-ends-heading = Un essai se termine dans { $days }
mail-trial-ends-intro = L'essai de { $company } se termine le { $date }, et aucune formule n'est encore choisie.
mail-trial-ends-next = Choisissez une formule pour continuer sans interruption, ou prolongez l'essai. Sans formule, les e-mails partiront sans signature à partir de cette date ; toutes les données sont conservées pendant 30 jours.

mail-trial-converts-subject = { $company } : l'essai se termine dans { $days }
mail-trial-converts-heading = Un essai se termine dans { $days }
mail-trial-converts-intro = L'essai de { $company } se termine le { $date }. Il devient ensuite automatiquement un abonnement payant.
mail-trial-converts-next = Vous n'avez rien à faire. D'ici là, vous pouvez choisir une autre formule ou mettre fin à l'essai.

mail-trial-expired-subject = { $company } : l'essai est terminé
mail-trial-expired-heading = Un essai est terminé
mail-trial-expired-intro = L'essai de { $company } s'est terminé sans formule. Ses e-mails partent désormais sans signature.
mail-trial-expired-next = Toutes les données sont conservées jusqu'au { $date } : d'ici là, vous pouvez encore choisir une formule et continuer.

mail-trial-converted-subject = { $company } : l'abonnement payant a commencé
mail-trial-converted-heading = Un essai est devenu un abonnement payant
mail-trial-converted-intro = L'essai de { $company } est terminé et l'abonnement payant a commencé.
mail-trial-converted-next = Le prochain paiement est dû le { $date }.

mail-erasure-subject = { $company } : les données seront effacées le { $date }
mail-erasure-heading = Des données seront bientôt effacées
mail-erasure-intro = L'abonnement de { $company } a pris fin il y a quelque temps. Ses données personnelles seront effacées le { $date }.
mail-erasure-next = D'ici là, vous pouvez réactiver l'abonnement avec toutes ses données. Ensuite, seuls son numéro, ses événements et ses relevés subsistent.

mail-fact-domain = Domaine expéditeur
mail-fact-spf = Enregistrement SPF
mail-fact-spf-record = Enregistrement à publier
mail-spf-subject = { $company } : l'enregistrement SPF de { $domain } demande votre attention
mail-spf-heading = Un enregistrement SPF s'est dégradé
mail-spf-intro = L'enregistrement SPF de { $domain } a été modifié et n'est plus correct pour { $company }. Les destinataires peuvent refuser les e-mails ou les traiter comme du spam.
mail-spf-next = Publiez l'enregistrement chez le fournisseur DNS du domaine. Countersign vérifie chaque heure jusqu'à ce qu'il soit correct.
spf-ok = correct
spf-ok-without-us = correct, mais n'autorise pas Countersign à envoyer
spf-missing = il n'y en a pas
spf-multiple = il y en a plusieurs
spf-malformed = illisible
spf-over-limit = demande plus de 10 requêtes DNS
spf-void-limit = contient des requêtes DNS sans résultat
spf-dns-error = le DNS ne répond pas
