@echo off
rem Starts the command line of Manticore Migrations. Needs a Java runtime (17 or later): JAVA_HOME's, or the java on the PATH.
rem   MANTICORE_JAVA_OPTS  further options of Java, separated by blanks
setlocal
set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
if "%JAVA%"=="java" where java >nul 2>&1 || (
    echo manticore: java not found: install a Java runtime ^(17 or later^), or set JAVA_HOME 1>&2
    exit /b 1
)
"%JAVA%" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Dfile.encoding=UTF-8 %MANTICORE_JAVA_OPTS% -cp "%~dp0..\lib\*" dev.manticore.migrations.cli.Main %*
