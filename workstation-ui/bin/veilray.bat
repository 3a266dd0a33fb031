@echo off
rem Starts Veilray on a Java 25 or newer that it finds by itself, from any folder.
rem VEILRAY_JAVA names a Java home to use; VEILRAY_OPTS adds JVM options.
setlocal enableextensions
set "WANTED=25"
set "FOUND="
for %%M in ("%~dp0..") do set "MODULE=%%~fM"
for %%R in ("%MODULE%\..") do set "ROOT=%%~fR"

if not defined VEILRAY_JAVA goto search
call :try "%VEILRAY_JAVA%"
if defined FOUND goto found
echo veilray: VEILRAY_JAVA is %VEILRAY_JAVA%, which is no Java %WANTED% or newer: correct or unset it. 1>&2
exit /b 9

:search
if defined JAVA_HOME call :try "%JAVA_HOME%"
if defined FOUND goto found
for %%J in (java.exe) do if not "%%~$PATH:J"=="" for %%H in ("%%~dp$PATH:J..") do call :try "%%~fH"
if defined FOUND goto found
for %%V in ("Java" "Eclipse Adoptium" "Microsoft" "Zulu" "Amazon Corretto" "BellSoft") do (
    for /d %%H in ("%ProgramFiles%\%%~V\*") do call :try "%%~fH"
)
if defined FOUND goto found
for /d %%H in ("%USERPROFILE%\.jdks\*") do call :try "%%~fH"
if defined FOUND goto found
echo veilray: no Java %WANTED% or newer found: install one, for example Temurin %WANTED% from https://adoptium.net, or name one in VEILRAY_JAVA. 1>&2
exit /b 9

:found
set "JAR="
for %%A in ("%MODULE%\target\workstation-ui-*.jar") do set "JAR=%%~fA"
if not defined JAR goto unbuilt
if not exist "%MODULE%\target\app\lib\" goto unbuilt
set "HEADLESS=true"
set "CACHED="
for %%A in (%*) do (
    if "%%~A"=="--open" set "HEADLESS=false"
    for %%C in (view classify heatmap evaluate demo serve) do if "%%~A"=="%%C" set "CACHED=yes"
)
rem The JVM passes over a cache of another build or another Java, and is told to say nothing of it.
set "CACHE="
if defined CACHED if exist "%MODULE%\target\app\veilray.aot" set CACHE="-XX:AOTCache=%MODULE%\target\app\veilray.aot" -Xlog:aot*=off
rem The JVM refuses two caches, and two collectors. The one that it takes on a small machine may stop for ever in its JPEG decoder.
set "COLLECTOR=-XX:+UseG1GC"
(set VEILRAY_OPTS & set JAVA_TOOL_OPTIONS & set JDK_JAVA_OPTIONS) 2>nul | findstr /c:"-Xshare" /c:"SharedArchive" /c:"AOT" >nul && set "CACHE="
(set VEILRAY_OPTS & set JAVA_TOOL_OPTIONS & set JDK_JAVA_OPTIONS) 2>nul | findstr /r /c:"-XX:+Use.*GC\>" >nul && set "COLLECTOR="
"%FOUND%\bin\java.exe" %COLLECTOR% %CACHE% -Djava.awt.headless=%HEADLESS% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %VEILRAY_OPTS% -classpath "%JAR%;%MODULE%\target\app\lib\*" io.veilray.ui.app.Veilray %*
exit /b %ERRORLEVEL%

:unbuilt
echo veilray: Veilray is not built yet: run "mvn -q -DskipTests package" in %ROOT% first. 1>&2
exit /b 9

rem Keeps a Java home in FOUND if its release file names a version that is new enough.
:try
if defined FOUND exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "MAJOR="
for /f "usebackq tokens=2 delims==" %%L in (`findstr /b "JAVA_VERSION=" "%~1\release"`) do for /f "tokens=1 delims=." %%N in ("%%~L") do set "MAJOR=%%N"
if not defined MAJOR exit /b 0
if %MAJOR% GEQ %WANTED% set "FOUND=%~1"
exit /b 0
