# Each target is one line for ./mvnw or ./cli; nothing here that they cannot do alone.
MAVEN = ./mvnw -B -ntp
# A test class run by name outside the usual sets: benchmarks and long runs.
ONLY = $(MAVEN) -q -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false

.PHONY: dev demo test it golden bench bench-users bench-load bench-tokens soak fuzz format check

dev: ## live reload, with the demo mailbox
	$(MAVEN) -Ddev quarkus:dev -Dquarkus.args=demo

demo: ## a server with a demo mailbox, nothing to set up
	./cli demo

test: ## what runs within the test process
	$(MAVEN) test

it: ## what runs against the packaged server
	$(MAVEN) -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false verify

golden: ## write the golden files anew, those of recorded sessions too; look at the difference before you commit it
	$(MAVEN) -q -Dgolden.update=true -Dit.test=RecordedSessionsIT verify

# With RECORD=true the figures are kept in docs/figures, for which the machine should have nothing else to do.
RECORD = false

bench: ## the table of round trips, bytes, latency, memory, result sizes and start time, each beside its budget
	$(ONLY) -Dbench.record=$(RECORD) -Dit.test=BenchMain,SessionsMain verify

bench-users: ## calls a second by number of users, beside the same IMAP work by hand
	$(ONLY) -Dbench.record=$(RECORD) -Dit.test=UsersMain verify

bench-load: ## the table of throughput, processor time and allocation under load, beside the TypeScript SDK
	$(ONLY) -Dit.test=LoadMain verify

bench-tokens: ## the table of token sizes, tokens opened and refreshed a second, and each store's latency
	$(ONLY) -Dit.test=TokensMain verify

soak: ## long fault, kill and fuzz runs
	$(ONLY) -Dit.test=SoakMain,FaultsMain,KillMain,CrowdMain,MixedUseMain,FuzzMain,AuthorizationFuzzMain verify

fuzz: ## the fuzz runs alone, ten minutes each
	$(ONLY) -Dit.test=FuzzMain,AuthorizationFuzzMain verify

format: ## lay out the source
	$(MAVEN) -q spotless:apply

check: ## everything, as in CI
	.ci/run
