# The kit of the lab. `make help` says what there is.

# None of make's own rules is needed, and to look for them takes longer than all else.
MAKEFLAGS += --no-builtin-rules

EX ?=
SUBMISSION ?= exercises
RESULTS ?= build/results
export EX SUBMISSION RESULTS

# Values from the command line or the environment are plain text: make must expand nothing in them, whatever the name of
# a folder. Recipes take them from the environment: "$$SUBMISSION".
$(foreach name,$(.VARIABLES),$(if $(filter command,$(firstword $(origin $(name)))), \
    $(eval override export $(name) := $$(value $(name)))))
$(foreach name,RESULTS WORKSHEET WORKSHEET_CHALLENGES HOSTS CHALLENGES,$(if $(filter environment,$(firstword $(origin $(name)))), \
    $(eval override export $(name) := $$(value $(name)))))

# These change how shells start, and where cd goes.
unexport BASH_ENV ENV CDPATH

# For the player and the peers. They use Linux interfaces, so the GNU feature set is on. With more optimisation a student
# would wait longer for the first grading, and not less for the next ones: the player waits for the kernel.
CC = gcc
CFLAGS = -O1 -std=c11 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wconversion -Wshadow

BIN = build/bin
# The object files of rooms of the grader.
objects = $(patsubst grader/%.c,build/objects/%.o,$(wildcard $(1:%=grader/%/*.c)))
CONTAIN = $(call objects,text contain)
PLAY = $(filter-out %/contain/main.o,$(CONTAIN)) $(call objects,look play)
CROWD = $(filter-out %/contain/main.o,$(CONTAIN)) $(call objects,look desk)
TAKE = $(call objects,take)
DIAGNOSE = $(call objects,text diagnose)
# The files that a verdict depends on (grader/record/kit), and their folders, whose time changes when a file comes or
# goes.
ROOMS = $(filter-out $(addprefix grader/,tests class platforms views desk),$(wildcard grader/*))
VERDICT = $(ROOMS) $(wildcard $(addsuffix /*,$(ROOMS)) grader/exercises/*/*) test_client/test_client.c
PEER = $(addprefix grader/peers/,peer.c seen.c talk.c telnet.c)
# The grader's clients leave their port free when they end, and differ from strangers: see peers/quiet_end.c.
QUIET = grader/peers/quiet_end.c -Wl,--wrap=close -Wl,--wrap=connect

# make's exit status is 0 or 2, but `make grade` must end with 1 if something failed. With --question make ends with 1
# if a target is not up to date, and runs only lines with a '+'. The grader's status goes through a file with a random
# name, so that no other run, and nobody else, can know or make it.
ifneq ($(filter grade challenges,$(MAKECMDGOALS)),)
MAKEFLAGS += --question
export LAB_STATUS := /tmp/lab11-$(file </proc/sys/kernel/random/uuid)
endif
TOLD = $(file <$(LAB_STATUS))

# Prepares a grading. bash runs the scripts, because not every file system keeps their execute permission.
READY = umask 022 && mkdir -p build && bash grader/setup grade && $(BUILD)
BUILD = MAKEFLAGS= flock build/.lock $(MAKE) --silent --jobs=4 build

.PHONY: help grade challenges graded hint steps crowd watch demo reset build

help: ## list what you can do
	@bash -c 'source grader/exercises.bash && lab_title && example_exercise; printf "%s. What you can do:\n\n" "$$REPLY"; \
	    sed -n "s/EX=EXERCISE/EX=$$EXAMPLE/; s/^\([a-z]*\):.*## \(.*\)/\1|\2/p" $(MAKEFILE_LIST) | \
	    while IFS="|" read -r target does; do printf "  make %-10s %s\n" "$$target" "$$does"; done'

grade: graded ## grade exercises/ (EX=EXERCISE only one, SUBMISSION=DIR another folder)

challenges: graded ## list the challenges, and grade those that were started

grade challenges:
	+@rm -f -- "$$LAB_STATUS"
	@$(if $(filter 0,$(TOLD)),,$(if $(filter 1,$(TOLD)),false,$(error the status of the grader is missing)))

graded:
	+@$(READY) || { rm -f -- "$$RESULTS/results.json"; exit 2; }
	+@status=0; bash grader/grade $(filter challenges,$(MAKECMDGOALS)) || status=$$?; \
	    [ $$status -lt 2 ] && set -C && echo $$status >"$$LAB_STATUS" || exit 2

hint: ## the next hint for the first check that fails (EX=EXERCISE: of that one)
	+@$(READY)
	@bash grader/desk/hint

steps: ## the steps of a server or a client, as your program took them: EX=EXERCISE
	+@$(READY)
	@bash grader/desk/steps || [ $$? -eq 1 ]

# It measures the solutions where they are, or what SUBMISSION names.
ifeq ($(origin SUBMISSION),file)
crowd: export SUBMISSION := $(firstword $(wildcard solutions) exercises)
endif
crowd: ## let 1,000 clients come to each kind of server, and measure it
	+@$(READY) $(BIN)/crowd
	@bash grader/desk/crowd

watch: ## grade again on each save
	@bash grader/desk/watch

demo: ## open server and client side by side: EX=EXERCISE
	+@$(READY) && bash grader/setup demo
	@bash grader/desk/demo

reset: ## put a skeleton back and keep your file beside it: EX=EXERCISE
	+@$(READY)
	@bash grader/desk/reset

build: $(BIN)/play $(BIN)/contain $(BIN)/take $(BIN)/diagnose $(BIN)/peer $(BIN)/test_client $(BIN)/findings.o $(BIN)/short.o $(BIN)/piped.o $(BIN)/threads.o $(BIN)/unordered.o build/kit ## build the player and the clients
	@:

$(BIN)/play: $(PLAY)
$(BIN)/contain: $(CONTAIN)
$(BIN)/take: $(TAKE)
$(BIN)/diagnose: $(DIAGNOSE)
$(BIN)/crowd: $(CROWD)
$(addprefix $(BIN)/,play contain take diagnose crowd): | $(BIN)
	$(CC) $^ -o $@

build/objects/%.o: grader/%.c $(wildcard grader/*/*.h)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -c $< -o $@

# Where they are missing, but what is made of them is there, they are not needed.
.SECONDARY: $(PLAY) $(CONTAIN) $(TAKE) $(DIAGNOSE) $(CROWD)

$(BIN)/peer: $(PEER) $(wildcard grader/peers/*.h) grader/peers/quiet_end.c | $(BIN)
	$(CC) $(CFLAGS) $(PEER) $(QUIET) -o $@

$(BIN)/test_client: test_client/test_client.c grader/peers/quiet_end.c grader/peers/quiet_end.h | $(BIN)
	$(CC) $(CFLAGS) $< $(QUIET) -o $@

# Linked to students' programs that are built in other ways: grader/compile.
$(BIN)/findings.o: grader/peers/findings.c grader/contain/findings.h | $(BIN)
	$(CC) $(CFLAGS) -c $< -o $@

$(BIN)/short.o $(BIN)/piped.o $(BIN)/threads.o $(BIN)/unordered.o: $(BIN)/%.o: grader/peers/%.c | $(BIN)
	$(CC) $(CFLAGS) -c $< -o $@

build/kit: $(VERDICT) | $(BIN)
	@bash grader/record/kit >$@.new && mv $@.new $@

$(BIN):
	@mkdir -p $@

-include $(wildcard grader/class/*.mk) grader/platforms/platforms.mk grader/tests/kit.mk
