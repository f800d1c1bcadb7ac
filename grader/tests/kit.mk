# Targets for those who make the kit. The handout for students has no grader/tests, and so none of them.

.PHONY: test bench lint

test: ## prove the kit: N passed, N failed
	@mkdir -p build && grader/setup grade test class worksheet challenges
	@$(MAKE) --no-print-directory build $(BIN)/collect
	@grader/tests/run

bench: ## measure speed, as ratios to the floor
	@mkdir -p build && grader/setup grade class
	@$(MAKE) --no-print-directory build
	@grader/tests/bench

lint: ## compiler warnings, format, static checks
	@mkdir -p build && grader/setup lint class
	@grader/tests/lint
