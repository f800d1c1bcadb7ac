# Targets that make the files to install on a platform. docs/platforms.md says how.

.PHONY: handout gradescope platforms

handout: ## make build/lab11-handout.tar.gz for the students
	@mkdir -p build
	@grader/platforms/handout

gradescope: ## make build/lab11-gradescope.zip, an autograder for Gradescope
	@mkdir -p build && grader/setup platforms && grader/platforms/handout >/dev/null
	@grader/platforms/pack gradescope

platforms: ## make build/platforms: Autolab, Classroom 50, PrairieLearn, Moodle VPL
	@mkdir -p build && grader/setup platforms && grader/platforms/handout >/dev/null
	@grader/platforms/pack platforms
