import sys; sys.path.insert(0,'/work/main')
import collections, tests.test_property as tp, inspect
C=collections.Counter()
orig=tp.Books.attempt
def attempt(self, act):
    name=inspect.stack()[1].function
    r=None
    from crmcli.errors import RefusedError, InvalidError
    try:
        with self.writing() as w: r=act(w); C[name,"ok"]+=1; return r
    except (RefusedError,InvalidError) as e:
        C[name,e.message[:60]]+=1; return None
tp.Books.attempt=attempt
tp.Books.sound=lambda self: None
def test_x(new_sqlite):
    m=type("B",(tp.Books,),{"new_store":staticmethod(new_sqlite)})
    from hypothesis import settings, HealthCheck, Phase
    tp.run(m,settings=settings(max_examples=8,stateful_step_count=40,deadline=None,derandomize=True,phases=(Phase.generate,),suppress_health_check=list(HealthCheck)))
    for k,v in sorted(C.items()): print(k,v)
