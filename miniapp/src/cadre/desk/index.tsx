import { useRouter } from '@tarojs/taro'
import { Button } from '../../components'
import { useDesk } from '../../components/table/use-desk'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, RegionSwitch, SignInGate } from '../../widgets'
import { openStart } from '../open'
import { whySignIn } from '../words'
import { Columns } from './columns'
import { OneColumn } from './one-column'
import { useFoundWords } from './words-card'
import './desk.scss'

/** From this width in CSS pixels on the navigation stands at the left, and the work in three columns. */
const threeColumns = 1024

/** 工作台: what the cadre has to do today, in order. */
export default function Desk() {
  const { region, regions, choose } = useWorkRegion(useRouter().params.region)
  const screen = useScreen('GET /api/screens/desk', region === null ? null : { query: { region } })
  const words = useFoundWords(screen.data?.region)
  const wide = useDesk(threeColumns)
  if (region === null) return <SignInGate title="工作台" why={whySignIn} />
  const write = screen.data?.can.write ? (
    <Button icon="edit" inline={wide} onPress={() => openStart(region)}>
      写一条公开
    </Button>
  ) : undefined
  return (
    <Page
      title="工作台"
      screen={screen}
      wide
      action={wide ? write : undefined}
      foot={wide ? undefined : write}
    >
      {(desk) => (
        <>
          <RegionSwitch regions={regions} current={region} onChange={choose} />
          {wide ? (
            <Columns desk={desk} words={words} reload={screen.reload} />
          ) : (
            <OneColumn desk={desk} words={words} reload={screen.reload} />
          )}
        </>
      )}
    </Page>
  )
}
