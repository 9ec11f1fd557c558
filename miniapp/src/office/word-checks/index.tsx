import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { Answer } from '../../api/contract'
import { EmptyState } from '../../components'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, RegionSwitch, SignInGate } from '../../widgets'
import { Found } from './found'
import './word-checks.scss'

const title = '内容检查'

/** 内容检查: what people wrote that WeChat did not let pass after it was kept, for the office to see to. */
export default function WordChecks() {
  const { region, regions, choose } = useWorkRegion(useRouter().params.region)
  const screen = useScreen(
    'GET /api/regions/:code/word-checks',
    region === null ? null : { params: { code: region } },
    { kept: false },
  )
  if (region === null) return <SignInGate title={title} why="这里是镇里和区里办事的人用的。" />
  const offices = regions.filter(({ level }) => level !== 'village')
  return (
    <Page
      title={title}
      wide
      screen={screen}
      above={<RegionSwitch regions={offices} current={region} onChange={choose} />}
    >
      {(found) => (
        <List
          found={found}
          onSeen={(id) =>
            screen.change((old) => ({ ...old, words: old.words.filter((one) => one.id !== id) }))
          }
        />
      )}
    </Page>
  )
}

interface ListProps {
  found: Answer<'GET /api/regions/:code/word-checks'>
  onSeen: (id: string) => void
}

function List({ found: { region, words, waiting }, onSeen }: ListProps) {
  const later = waiting > 0 ? `还有 ${waiting} 条微信没有答复，问到了再说。` : ''
  if (words.length === 0)
    return (
      <EmptyState
        icon="check"
        title="没有要看的"
        detail={`村民写的话，微信当时没空查的先留下，过后再查。没放行的会排在这里，也显示在工作台上。${later}`}
      />
    )
  return (
    <>
      <View className="found-words__lead">
        <Text className="found-words__count">{`${words.length} 条微信没放行`}</Text>
        <Text className="found-words__how">
          {`写的时候微信没空查，先留下了，过后才查出来。原话还在原处，没有删，怎么办由您定。处理好了，点“看过了”。${later}`}
        </Text>
      </View>
      <View className="found-words">
        {words.map((one) => (
          <Found key={one.id} words={one} office={region.code} onSeen={() => onSeen(one.id)} />
        ))}
      </View>
    </>
  )
}
