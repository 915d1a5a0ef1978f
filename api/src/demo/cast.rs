//! Names: made up, in four languages, none of a real company.

use shared::invites::InviteRole;
use shared::locale::Locale;

/// The reseller's team, beside the owner.
pub(super) const COLLEAGUES: &[(&str, &str, InviteRole)] = &[
    ("Ben Okafor", "ben@northwind.example", InviteRole::Admin),
    ("Mei-Ling Chow", "mei-ling@northwind.example", InviteRole::Admin),
    ("Tomás Herrera", "tomas@northwind.example", InviteRole::Billing),
    ("Freya Lindqvist", "freya@northwind.example", InviteRole::Support),
];

/// What companies of a language are called, and who works there.
pub(super) struct Country {
    pub locale: Locale,
    /// Family names, of companies and people alike.
    pub families: &'static [&'static str],
    /// What stands before or after the family's name; `{}` is its place.
    pub trades: &'static [&'static str],
    /// Given names.
    pub given: &'static [&'static str],
}

pub(super) const COUNTRIES: &[Country] = &[
    Country {
        locale: Locale::En,
        families: &[
            "Ashworth", "Brackley", "Calloway", "Dunmore", "Eastgate", "Fairbairn", "Galloway", "Harrowgate", "Inglewood", "Kingsley",
            "Larkspur", "Merriweather", "Northcott", "Oakhurst", "Pemberton", "Quillfeather", "Ravenscroft", "Silverdale", "Thistlewood",
            "Whitcombe",
        ],
        trades: &[
            "{} Dental Group",
            "{} & Daughters Ltd",
            "{} Freight Forwarding",
            "{} Residential Services and Facility Management",
            "{} Manufacturing",
            "{} Legal LLP",
            "{} Veterinary Practice",
            "{} Architects",
        ],
        given: &["Amelia", "Callum", "Priya", "Oliver", "Grace", "Tariq", "Isla", "Rhys"],
    },
    Country {
        locale: Locale::Fr,
        families: &[
            "Mercier", "Lefèvre", "Dubois", "Fontaine", "Girard", "Besançon", "Chevalier", "Delacroix", "Étienne", "Faucher", "Noël",
            "Perrault", "Rousseau", "Thévenet", "Vasseur",
        ],
        trades: &[
            "Boulangerie {} et Fils", "Cabinet {}", "Transports {}", "Imprimerie {}", "Pharmacie {}", "{} Architectes Associés",
            "Domaine {}", "Clinique vétérinaire {}",
        ],
        given: &["Camille", "Théo", "Inès", "Lucas", "Zoé", "Raphaël", "Élodie", "Mathis"],
    },
    Country {
        locale: Locale::Nl,
        families: &[
            "de Vries", "Jansen", "van den Berg", "Bakker", "Visser", "Smit", "Meijer", "Mulder", "Dijkstra", "Postma", "Hoekstra",
            "van der Meer",
        ],
        trades: &[
            "{} Logistiek B.V.", "{} Bouw B.V.", "Notariskantoor {}", "{} & Zonen", "Tandartspraktijk {}", "{} Installatietechniek",
            "Makelaardij {}",
        ],
        given: &["Anouk", "Bram", "Sanne", "Daan", "Fenna", "Joris", "Lotte", "Sem"],
    },
    Country {
        locale: Locale::De,
        families: &[
            "Öztürk", "Brückner", "Schäfer", "Weißenberg", "Lindenau", "Krüger", "Hofmann", "Zirngibl", "Böhm", "Gruber", "Übelacker",
            "Steiner", "Vogelsang",
        ],
        trades: &[
            "Kanzlei {} & Söhne",
            "{} Treuhand AG",
            "{} Maschinenbau GmbH & Co. KG",
            "Praxis Dr. {}",
            "{} Spedition GmbH",
            "Steuerberatung {}",
            "{} Gebäudetechnik GmbH",
            "Autohaus {}",
        ],
        given: &["Ayşe", "Jürgen", "Lena", "Matthias", "Sophie", "Björn", "Katrin", "Uwe"],
    },
];
