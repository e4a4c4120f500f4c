# Every routine task. `make` alone lists them.
SHARED ?= ../shared
DATA ?= $(SHARED)/data/bccd

.PHONY: help bits build test faults verify-golden format demo demo-quick up down bccd chaos scale chaos-train bench bench-coco bench-data bench-compare manifests screenshot peers peers-checks first-losses curves compose temporal histories scaling clean

help: ## lists the tasks
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## compiles and packages everything, without tests
	./mvnw -B -q -DskipTests package

test: ## formatter check, Error Prone, all tests
	./mvnw -B verify

verify-golden: ## the golden cases of SHARED/golden, one line a case
	./lors verify $(SHARED)/golden

format: ## formats the code
	./mvnw -B -q spotless:apply

demo: ## trains, evaluates and compares three models on generated shapes (about 11 minutes)
	./lors demo

demo-quick: ## the same way in under three minutes, with smaller budgets
	./lors demo --quick --exit

up: ## starts all services and stays
	./lors up

down: ## stops what `make up` started
	./lors down

bccd: ## trains lors-tiny on the photographs of DATA, without a server
	./lors train --data $(DATA) --preset lors-tiny --size 160 --steps 1200 --batch 4 --seed 0 --out runs/bccd-lors-tiny

faults: ## the inputs that once gave wrong answers, each held to the right one
	./mvnw -B -pl cli -am -Dtest="dev.lorsbench.cli.faults.*Test" -Dsurefire.failIfNoSpecifiedTests=false -Dspotless.check.skip test

chaos: ## breaks a platform FAULTS times (100) over TRIALS short trials (40) and checks what is left; needs make temporal
	PATH=$(CURDIR)/.tools:$$PATH ./mvnw -B -pl cli -am -Dgroups=chaos -Dlors.chaos.faults=$(or $(FAULTS),100) -Dlors.chaos.trials=$(or $(TRIALS),40) -Dlors.chaos.steps=$(or $(STEPS),60) -Dlors.seed=$(or $(SEED),7) -Dsurefire.failIfNoSpecifiedTests=false -Dspotless.check.skip test

scale: ## TRIALS (10000) trials of MILLIS (1000) that do nothing over SLOTS (50); needs make temporal for a server of its own
	PATH=$(CURDIR)/.tools:$$PATH ./mvnw -B -pl orchestrator -am -Dtest=ScaleTest -Dlors.trials=$(or $(TRIALS),10000) -Dlors.trialMillis=$(or $(MILLIS),1000) -Dlors.slots=$(or $(SLOTS),50) -Dsurefire.failIfNoSpecifiedTests=false -Dspotless.check.skip test

chaos-train: ## kills `lors train` and workers KILLS times (20) and compares bits with runs left alone; says what happened
	./mvnw -B -pl cli -am -Dtest=KilledTrainingTest,KilledWorkerTest -Dlors.kills=$(or $(KILLS),20) -Dlors.seed=$(or $(SEED),7) -Dsurefire.failIfNoSpecifiedTests=false -Dspotless.check.skip test

bench: ## measures; results go to benchmarks/
	sh benchmarks/run.sh

bench-coco: ## measures the COCO evaluator beside hotcoco and faster-coco-eval; results go to benchmarks/
	sh benchmarks/coco.sh

bench-compare: ## times cocoeval --compare at val2017's size beside one evaluation
	./mvnw -B -q -pl coco test-compile
	java -cp "coco/target/classes:coco/target/test-classes:$$(ls cli/target/lib/jackson-core-2*.jar)" dev.lorsbench.coco.compare.CompareTiming

bench-data: ## images/s from files to batches, beside Pillow (PYTHON has pillow and numpy)
	sh benchmarks/data.sh

screenshot: ## photographs the page at DASHBOARD=http://127.0.0.1:PORT/... into docs/dashboard.png
	./mvnw -B -q -pl dashboard -am -Dtest=ScreenshotTest -Dsurefire.failIfNoSpecifiedTests=false -Dlors.screenshot=docs/dashboard.png -Dlors.dashboard=$(DASHBOARD) test

peers: ## checks against the real Python packages, then times the plain PyTorch yardstick beside ours
	sh benchmarks/peers.sh

peers-checks: ## the checks of peers/ alone
	sh peers/run.sh

temporal: .tools/temporal ## builds the real Temporal server's program into .tools/ (needs Go; put it on the PATH)

.tools/temporal:
	GOBIN=$(CURDIR)/.tools go install github.com/temporalio/cli/cmd/temporal@v1.5.1

first-losses: ## the first 20 losses beside the plain PyTorch yardstick's, from the same weights and batches
	sh benchmarks/first_losses.sh

bits: ## the SHA-256 and scores of short trainings, to be held beside those of another commit
	sh benchmarks/bits.sh

curves: ## loss curves beside the plain PyTorch yardstick's, from the same weights and batches, with the noise of each
	sh benchmarks/curves.sh

histories: ## records workflow histories for the replay tests; needs the temporal program on the PATH
	./mvnw -B -q -pl orchestrator -am -Dtest=RecordHistories -Dsurefire.failIfNoSpecifiedTests=false -Dlors.histories=$(CURDIR)/orchestrator/src/test/resources/histories test

scaling: ## prints the tables of docs/scaling.md
	mkdir -p target/scaling
	for model in lors-r50-1x adamixer-r50-1x; do ./lors params $$model --json > target/scaling/$$model.json || exit 1; done
	java benchmarks/src/main/java/dev/lorsbench/benchmarks/Scaling.java target/scaling/lors-r50-1x.json target/scaling/adamixer-r50-1x.json

manifests: ## holds docker-compose.yml and the Kubernetes manifests against their schemas (needs Python; Go for Compose)
	sh deploy/check.sh

digests: ## pins the images of others in docker-compose.yml, Dockerfile and deploy/kubernetes by digest (needs a registry; crane, skopeo or docker)
	sh deploy/digests.sh

compose: ## checks docker-compose.yml
	docker compose config --quiet

clean: ## removes what was built
	./mvnw -B -q clean
