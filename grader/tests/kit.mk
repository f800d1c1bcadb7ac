# Targets for those who make the kit. The handout for students has no grader/tests, and so none of them.

.PHONY: test bench lint handout

test: build ## prove the kit: N passed, N failed
	@grader/setup grade test
	@grader/tests/run

bench: build ## measure speed, as ratios to the floor
	@grader/setup grade
	@grader/tests/bench

lint: ## compiler warnings, format, static checks
	@grader/setup lint
	@grader/tests/lint

handout: ## make build/lab11-handout.tar.gz for the students
	@mkdir -p build
	@grader/tests/handout
