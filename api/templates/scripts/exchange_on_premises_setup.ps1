# Leads outgoing mail of your own Exchange server through Countersign.
# Subscription {{subscription}}
#
# Run it in the Exchange Management Shell. Run once more, it brings the connector to the same state again; the removal
# script takes it away.

$ErrorActionPreference = 'Stop'
Set-StrictMode -Version Latest

$MailHost = '{{mail_host}}'
$ConnectorName = 'Countersign: outgoing'

$connector = @{
    AddressSpaces          = 'SMTP:*;1'
    DNSRoutingEnabled      = $false
    SmartHosts             = $MailHost
    SmartHostAuthMechanism = 'None'
    Port                   = 25
    RequireTLS             = $true
    TlsAuthLevel           = 'DomainValidation'
    TlsDomain              = $MailHost
    Enabled                = $true
    Comment                = 'Hands outgoing mail to Countersign.'
}
if (Get-SendConnector | Where-Object { $_.Name -eq $ConnectorName }) {
    Set-SendConnector -Identity $ConnectorName @connector -Confirm:$false
} else {
    New-SendConnector -Name $ConnectorName -Usage Custom @connector -Confirm:$false | Out-Null
}

# Another connector for all addresses would take a part of the mail past Countersign.
$others = @(Get-SendConnector | Where-Object {
        $_.Enabled -and $_.Name -ne $ConnectorName -and ($_.AddressSpaces | Where-Object { $_.Address -eq '*' })
    })
foreach ($other in $others) {
    Write-Warning "The connector '$($other.Name)' is for all addresses too. Give it a higher cost, so that it waits for the case that Countersign can't be reached."
}
Write-Host 'Done.'
