@echo off
rem What the script `tutorial` beside this one does on Linux and macOS, on Windows: finds a Python, which sets up the course and opens it.
rem It stays in the folder from which it's called, where Python finds what a name on the command line means.
rem Paths stand in quotes and outside of parentheses, so they may have blanks and parentheses themselves, and ! is a character like any other.
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "VENV=%HERE%.venv"
set "PACKAGE=%HERE%src\main\python"

if "%~1"=="-h" goto help
if "%~1"=="--help" goto help
if "%~1"=="help" goto help

rem Windows deletes no program that runs. So the Python of a .venv that has to be made again isn't even taken.
set PYTHON="%VENV%\Scripts\python.exe"
if defined TUTORIAL_ANEW goto find
if not exist %PYTHON% goto find
%PYTHON% -I -S -B -c "import sys; sys.path.insert(0, sys.argv[1]); from tutorial.set_up import COURSE; sys.exit(not COURSE.is_ready())" "%PACKAGE%" >nul 2>nul
if %errorlevel%==0 goto run

:find
rem Asked for a Python that is not there, py may install it.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "PYTHON="
set "BARE="
set "NEW="
for %%P in ("py -3.14" "py -3.13" "py -3.12" "py -3.11" "py -3.10" "python") do call :try %%~P
if defined PYTHON goto run
if "%~1"=="build" goto build
if defined BARE goto bare
if defined NEW goto new
>&2 echo tutorial: Python 3.10 or newer is missing: install it, and try again.
exit /b 1

:try
rem It ends with 0 (fits), 10 (without venv) or 11 (requirements.txt has no wheels for it), or, as that of .venv, with something else.
rem tests/test_environment.py compares the range.
if defined PYTHON exit /b 0
%* -c "import os, sys, importlib.util as modules; version, venv = sys.version_info[:2], modules.find_spec('venv') and modules.find_spec('ensurepip'); sys.exit(1 if version < (3, 10) or os.path.realpath(sys.prefix) == os.path.realpath(sys.argv[1]) else 11 if version > (3, 14) else 0 if venv else 10)" "%VENV%" >nul 2>nul
if %errorlevel%==0 set "PYTHON=%*"
if %errorlevel%==10 if not defined BARE set "BARE=%*"
if %errorlevel%==11 if not defined NEW set "NEW=%*"
exit /b 0

:bare
>&2 echo tutorial: this Python (%BARE%) can't make virtual environments: install its venv package (on Debian: python3-venv), and try again.
exit /b 1

:new
>&2 echo tutorial: this Python (%NEW%) is newer than the course's packages: install Python 3.14 as well, and try again.
exit /b 1

:help
type "%PACKAGE%\tutorial\usage.txt"
exit /b 0

:build
rem Only Maven is needed, and it says what is missing.
where mvn >nul 2>nul
if not %errorlevel%==0 goto nomaven
cd /d "%HERE%"
call mvn -B -q -DskipTests package
exit /b %errorlevel%

:nomaven
>&2 echo tutorial: Maven is missing: install Apache Maven, 3.8 or newer, and try again.
exit /b 1

:run
rem The failing goto ends this script, and the rest of its line runs without it: otherwise cmd would ask after Ctrl-C whether to terminate
rem the batch job. (The scripts that npm writes do the same.) The exit code is that of Python.
endlocal & goto #_undefined_# 2>nul || title %COMSPEC% & %PYTHON% -B "%~dp0src\main\python" %*
