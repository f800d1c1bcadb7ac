# Targets for those who grade a class. The handout for students has none of them.

.PHONY: class

# RESULTS has a default already, for one submission: a class gets another one.
ifeq ($(origin RESULTS),file)
class: export RESULTS := build/class
endif
class: ## grade a whole class: SUBMISSIONS=a folder, or an archive as downloaded
	+@umask 022 && mkdir -p build && grader/setup grade class $(if $(WORKSHEET)$(WORKSHEET_CHALLENGES),worksheet) $(if $(HOSTS),hosts) && $(BUILD) $(BIN)/collect
	@grader/class/class

$(BIN)/collect: grader/class/collect.c | $(BIN)
	$(CC) $(CFLAGS) $< -larchive -o $@
