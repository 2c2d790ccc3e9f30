package dev.manticore.migrations.testkit;

/** What every runner keeps, of either colour. */
interface RunnerCases
        extends TransactionCases,
                AutocommitCases,
                RefusalCases,
                PositionCases,
                TextCases,
                RowsCases,
                CopyCases,
                LostSessionCases,
                GivingUpCases,
                SessionCases,
                ConnectCases {}
