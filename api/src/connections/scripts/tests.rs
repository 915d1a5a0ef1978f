use super::*;

const ID: &str = "01a200bd-0293-7636-891b-c30b6a11f0c2";
const SECRET: &str = "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0";

fn rendered(script: Script) -> String {
    render(script, &Values { subscription: ID.parse().unwrap(), mail_host: "mail.portal.example", header_secret: SECRET })
}

/// The place of a command that is run, which stands there once.
fn place(text: &str, command: &str) -> usize {
    assert_eq!(text.matches(command).count(), 1, "{command}");
    text.find(command).unwrap()
}

#[test]
fn every_value_is_filled_in_and_nothing_else_is_left_open() {
    for script in Script::ALL.iter().copied() {
        let text = rendered(script);
        assert!(!text.contains("{{") && !text.contains("}}"), "{script}");
        assert!(text.contains(ID), "{script}");
        assert_eq!(text.contains("'mail.portal.example'"), names_mail_host(script), "{script}");
        assert_eq!(text.matches(SECRET).count(), usize::from(script == Script::ExchangeOnlineSetup), "{script}");
        assert!(text.is_ascii() && text.ends_with('\n') && !text.contains('\t'), "{script}: for shells of any encoding");
    }
}

#[test]
fn powershell_reads_every_script_without_a_fault() {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).unwrap();
    let mut is_right = |text: &str| !parser.parse(text, None).unwrap().root_node().has_error();
    for script in Script::ALL.iter().copied() {
        let text = rendered(script);
        assert!(is_right(&text), "{script}");
        // The parser would find it.
        for (right, wrong) in [("} finally {", "finally {"), ("if (", "if "), ("'Stop'", "'Stop")] {
            assert!(!text.contains(right) || !is_right(&text.replacen(right, wrong, 1)), "{script} {wrong}");
        }
    }
}

#[test]
fn mail_is_led_away_last_and_let_go_first() {
    let setup = rendered(Script::ExchangeOnlineSetup);
    let order =
        ["New-OutboundConnector", "New-InboundConnector", "New-TransportRule -Name $RuleName", "New-TransportRule -Name $CleanUpName"]
            .map(|command| place(&setup, command));
    assert!(order.is_sorted(), "{order:?}");
    let removal = rendered(Script::ExchangeOnlineRemoval);
    let order = ["Remove-TransportRule -Identity $RuleName", "Remove-OutboundConnector", "Remove-InboundConnector"]
        .map(|command| place(&removal, command));
    assert!(order.is_sorted(), "{order:?}");
    // Where nothing else takes mail to the outside it stops before it takes anything away.
    let removal = rendered(Script::ExchangeOnPremisesRemoval);
    assert!(place(&removal, "throw ") < place(&removal, "Remove-SendConnector"));
}

#[test]
fn what_is_made_is_looked_for_before_so_that_a_second_run_changes_nothing() {
    for script in Script::ALL.iter().copied() {
        let text = rendered(script);
        for line in text.lines().filter(|line| line.trim_start().starts_with("New-") || line.trim_start().starts_with("Remove-")) {
            let kind = line.trim_start().split_once('-').unwrap().1.split(' ').next().unwrap();
            assert!(text.contains(&format!("if (Get-{kind} | Where-Object {{ $_.Name -eq")), "{script}: {line}");
        }
    }
}

#[test]
fn each_script_belongs_to_a_step_of_one_product() {
    for script in Script::ALL.iter().copied() {
        assert!(is_of(Product::Microsoft365, script) && !is_of(Product::GoogleWorkspace, script), "{script}");
    }
    assert_eq!(file_name(Script::ExchangeOnlineSetup), "countersign-exchange-online-setup.ps1");
}

#[test]
fn a_value_can_not_leave_its_quotes() {
    assert_eq!(quoted("a'; Remove-Item *; '"), "a''; Remove-Item *; ''");
    assert_eq!(quoted("a\u{2019}b"), "a\u{2019}\u{2019}b");
}

#[test]
fn each_subscription_has_a_secret_of_its_own_which_stays() {
    let vault = Vault::new(&[7; 32]).unwrap();
    let (one, other) = (ID.parse().unwrap(), "01a200bd-0293-7636-891b-c30b6a11f0c3".parse().unwrap());
    assert_eq!((header_secret(&vault, one), header_secret(&vault, one).len()), (header_secret(&vault, one), 64));
    assert_ne!(header_secret(&vault, one), header_secret(&vault, other));
    assert_ne!(header_secret(&vault, one), header_secret(&Vault::new(&[8; 32]).unwrap(), one));
}
