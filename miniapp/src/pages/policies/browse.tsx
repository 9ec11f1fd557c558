import { needs, needWords } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { Button, Card, EmptyState, Pressable, Row, SearchBox } from '../../components'
import { goToPolicies } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useUser } from '../../store/session'
import { Loaded, PolicyRow } from '../../widgets'

/** More are in the list. */
const mostShown = 5

/** Everything that there is: by a word, by what is needed, and what closes first. */
export function Browse({ place }: { place: string }) {
  const user = useUser()
  const screen = useScreen('GET /api/policies', {
    query: { region: place, audience: 'enterprise', status: 'now', limit: mostShown },
  })
  return (
    <>
      <Card flush>
        <Row
          icon="heart"
          title="我能领什么补贴"
          detail="给村民的：答几个问题，只在这部手机上算"
          onPress={() => goToPolicies('household')}
        />
        {user ? (
          <Row
            icon="building"
            title="我的企业"
            detail="添加企业、改资料、请同事一起管"
            onPress={() => goToPolicies('firms')}
          />
        ) : null}
      </Card>
      <SearchBox
        placeholder="搜政策名称、文号、部门"
        onPress={() => goToPolicies('list', { region: place, find: 1 })}
      />
      <View className="policy-needs">
        {needs.map((need) => (
          <Pressable
            key={need}
            className="policy-needs__one"
            role="link"
            label={`${needWords[need]}方面的政策`}
            onPress={() => goToPolicies('list', { region: place, need })}
          >
            <Text>{needWords[need]}</Text>
          </Pressable>
        ))}
      </View>
      <Loaded screen={screen}>
        {({ items, total }) =>
          items.length === 0 ? (
            <EmptyState icon="policy" title="现在没有可以申报的政策" detail="一有新政策，就在这里。" />
          ) : (
            <Card
              title="现在可以申报"
              flush
              aside={
                <Button
                  kind="quiet"
                  inline
                  label="看全部政策"
                  onPress={() => goToPolicies('list', { region: place })}
                >
                  {`全部 ${total} 项`}
                </Button>
              }
            >
              {items.map((policy) => (
                <PolicyRow key={policy.id} policy={policy} />
              ))}
            </Card>
          )
        }
      </Loaded>
    </>
  )
}
