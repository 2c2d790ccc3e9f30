package dev.manticore.migrations.testkit;

/** The cases of every runner, blocking or not. */
interface RunnerCases
        extends TransactionCases,
                AutocommitCases,
                RefusalCases,
                PositionCases,
                TextCases,
                RowsCases,
                ChangedCases,
                CopyCases,
                BatchCases,
                CodeCases,
                LostSessionCases,
                GivingUpCases,
                SessionCases,
                ConnectCases {}
