import type { EnterpriseView } from '@hutang/shared/contract'
import { kindWords } from '@hutang/shared/rules'
import { Text, View } from '@tarojs/components'
import { Button, Card, Elements, Tag } from '../../components'
import { goToPolicies } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { Loaded } from '../../widgets'
import { Leave } from './leave'
import { People } from './people'
import { linkTones, nextText } from './words'

interface FirmProps {
  id: string
  onChange: () => Promise<void>
}

/** One enterprise: how the link stands, what comes next, who acts for it. */
export function Firm({ id, onChange }: FirmProps) {
  const screen = useScreen('GET /api/enterprises/:id', { params: { id } }, { kept: false })
  const changed = async () => {
    await Promise.all([screen.reload(), onChange()])
  }
  // Of what was refused only the list knows.
  if (screen.error?.status === 404) return null
  return (
    <Loaded screen={screen}>
      {(firm) => (
        <>
          <Card>
            <Text className="firms__name">{firm.name}</Text>
            <View className="firms__state">
              <Tag tone={linkTones[firm.link.state]}>{firm.link.stateText}</Tag>
            </View>
            <Text className="firms__next">{nextText(firm)}</Text>
            <Elements items={facts(firm)} />
            <View className="firms__doors">
              <Button onPress={() => goToPolicies('package', { id })}>看能享受什么政策</Button>
              <Button kind="secondary" icon="edit" onPress={() => goToPolicies('profile', { id })}>
                填企业档案
              </Button>
            </View>
          </Card>
          <View className="firms__beside">
            {firm.link.state === 'confirmed' ? <People firm={firm} onChange={changed} /> : null}
            <Leave firm={firm} onLeft={onChange} />
          </View>
        </>
      )}
    </Loaded>
  )
}

const facts = ({ creditCode, kind, region, registered }: EnterpriseView) => [
  { name: '代码', text: creditCode ?? '没有填' },
  ...(kind ? [{ name: '类型', text: kindWords[kind] }] : []),
  { name: '经营地', text: region.name },
  { name: '名录', text: registered ? '在区里的企业名录里' : '区里的名录里还没有，以您填的为准' },
]
