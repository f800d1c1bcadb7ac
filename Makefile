# Lab 11: server sockets. `make help` says what there is.

EX ?=
SUBMISSION ?= exercises
RESULTS ?= build/results
export EX SUBMISSION RESULTS

# For the player and the peers. They use Linux interfaces, so the GNU feature set is on.
CC = gcc
CFLAGS = -O2 -g -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wconversion -Wshadow

BIN = build/bin
PLAY = $(wildcard grader/play/*.c)
DIAGNOSE = $(wildcard grader/diagnose/*.c) grader/play/text.c
# The clients of the grader leave port 5000 free when they end: see peers/quiet_end.c.
QUIET = grader/peers/quiet_end.c -Wl,--wrap=close

# Make itself only knows the exit statuses 0 and 2. `make grade` ends with 1 where something failed:
# that is make's own answer to --question when a target is not up to date, and a line with a '+' is
# done even so.
ifneq ($(filter grade,$(MAKECMDGOALS)),)
MAKEFLAGS += --question
STATUS := build/grade-status.$(shell echo $$PPID)
endif

.PHONY: help grade graded hint steps watch demo reset build

help: ## say what there is
	@echo 'Lab 11: server sockets. What you can do:'; echo
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | \
	    while IFS='|' read -r target does; do printf '  make %-10s %s\n' "$$target" "$$does"; done

grade: graded ## grade exercises/ (EX=ex11_3 only one, SUBMISSION=DIR another folder)
	@$(if $(filter 1,$(shell cat $(STATUS); rm -f $(STATUS))),false)

graded:
	+@umask 022 && mkdir -p build && grader/setup grade && MAKEFLAGS= flock build/.lock $(MAKE) --silent build
	+@status=0; grader/grade || status=$$?; \
	    if [ $$status -lt 2 ]; then echo $$status >$(STATUS); else exit $$status; fi

hint: ## the next hint for the first check that fails (EX=ex11_3: of that one)
	+@umask 022 && mkdir -p build && grader/setup grade && flock build/.lock $(MAKE) --silent build
	@grader/hint

steps: ## the seven steps of a server, as your program took them: EX=ex11_3
	+@umask 022 && mkdir -p build && grader/setup grade && flock build/.lock $(MAKE) --silent build
	@grader/steps || [ $$? -eq 1 ]

watch: ## grade again on each save
	@grader/watch

demo: ## open server and client side by side: EX=ex11_3
	@mkdir -p build && grader/setup demo
	@grader/demo

reset: ## put a skeleton back and keep your file beside it: EX=ex11_3
	@grader/reset

build: $(BIN)/play $(BIN)/diagnose $(BIN)/peer $(BIN)/test_client ## build the player and the clients
	@:

$(BIN)/play: $(PLAY) $(wildcard grader/play/*.h) | $(BIN)
	$(CC) $(CFLAGS) $(PLAY) -o $@

$(BIN)/diagnose: $(DIAGNOSE) $(wildcard grader/diagnose/*.h) grader/play/text.h | $(BIN)
	$(CC) $(CFLAGS) $(DIAGNOSE) -o $@

$(BIN)/peer: grader/peers/peer.c grader/peers/quiet_end.c | $(BIN)
	$(CC) $(CFLAGS) $< $(QUIET) -o $@

$(BIN)/test_client: test_client/test_client.c grader/peers/quiet_end.c | $(BIN)
	$(CC) $(CFLAGS) $< $(QUIET) -o $@

$(BIN):
	@mkdir -p $@

-include $(wildcard grader/class/*.mk) grader/platforms/platforms.mk grader/tests/kit.mk
