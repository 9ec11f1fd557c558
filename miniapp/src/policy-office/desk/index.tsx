import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { call } from '../../api/client'
import { Button, EmptyState, Problem } from '../../components'
import { useAction } from '../../hooks/use-action'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, RegionSwitch, SignInGate } from '../../widgets'
import { openEdit, openPolicy } from '../open'
import { whySignIn } from '../words'
import './desk.scss'
import { Feed } from './feed'
import { ItemLinks } from './item-links'
import { Lines } from './lines'
import { Orphans } from './orphans'
import { isIdle, type PolicyDesk, sectionsOf } from './sections'

/** 政策: what an office has in work, and what it has published. `?region=` is the township or the county. */
export default function Desk() {
  const work = useWorkRegion(useRouter().params.region)
  const offices = work.regions.filter(({ level }) => level !== 'village')
  const isOffice = offices.some(({ code }) => code === work.region)
  const region = isOffice ? work.region : (offices[0]?.code ?? null)
  const screen = useScreen('GET /api/regions/:code/policy-desk', region ? { params: { code: region } } : null)
  const begin = useAction(async (key) => {
    const { id } = await call('POST /api/policies', { body: { region: region ?? '' }, idempotencyKey: key })
    openEdit(id)
  })
  if (work.region === null) return <SignInGate title="政策" why={whySignIn} />
  if (region === null) return <NoOffice />
  return (
    <Page
      title="政策"
      wide
      screen={screen}
      foot={
        screen.data?.may.write ? (
          <>
            <Problem error={begin.error} />
            <Button icon="edit" busy={begin.busy} onPress={() => void begin.run()}>
              写一条政策
            </Button>
          </>
        ) : undefined
      }
    >
      {(desk) => (
        <>
          <RegionSwitch regions={offices} current={region} onChange={work.choose} />
          <Work desk={desk} reload={screen.reload} />
        </>
      )}
    </Page>
  )
}

const NoOffice = () => (
  <Page title="政策">
    <EmptyState
      icon="policy"
      title="政策由镇里来写"
      detail="这里给镇、区的经办、保密审查和签发人用。要看政策，请到“政策”。"
    />
  </Page>
)

function Work({ desk, reload }: { desk: PolicyDesk; reload: () => Promise<void> }) {
  const sections = sectionsOf(desk)
  const none = desk.open.length + desk.published.length === 0
  return (
    <View className="policy-desk__columns">
      <View className="policy-desk__column">
        {isIdle(sections) ? (
          <EmptyState
            icon="check"
            title={none ? '还没有政策' : '手头的政策都办完了'}
            detail={
              desk.may.write
                ? none
                  ? '点下面“写一条政策”，把原文贴进来，一句一句变成条件。'
                  : `${desk.region.name}公开着 ${desk.published.length} 条`
                : undefined
            }
          />
        ) : null}
        <Lines
          title="等我保密审查"
          tone="warning"
          lines={sections.reviews}
          onOpen={({ id }) => openPolicy(id)}
        />
        <Lines
          title="等我签发"
          tone="warning"
          lines={sections.approved}
          onOpen={({ id }) => openPolicy(id)}
        />
        <Lines
          title="退回给我的"
          tone="alert"
          lines={sections.returned}
          onOpen={({ id, mine }) => (mine ? openEdit(id) : openPolicy(id))}
        />
        <Orphans lines={sections.orphans} reload={reload} />
        <Lines
          title="草稿"
          lines={sections.drafts}
          onOpen={({ id, mine }) => (mine ? openEdit(id) : openPolicy(id))}
        />
        <Lines title="在别人手里" lines={sections.waiting} onOpen={({ id }) => openPolicy(id)} />
        <Feed region={desk.region} mayWrite={desk.may.write} reload={reload} />
      </View>
      <View className="policy-desk__column">
        <Lines
          title="网址打不开"
          tone="alert"
          published
          lines={sections.dead}
          onOpen={({ id }) => openPolicy(id)}
        />
        <ItemLinks links={desk.itemLinks} />
        <Lines title="快截止的" published lines={sections.closing} onOpen={({ id }) => openPolicy(id)} />
        <Lines title="公开着的" published lines={sections.published} onOpen={({ id }) => openPolicy(id)} />
      </View>
    </View>
  )
}
