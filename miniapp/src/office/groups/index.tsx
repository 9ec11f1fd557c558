import { useRouter } from '@tarojs/taro'
import { officeAddress, openPage, wordOf } from '../../hooks/navigation'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, SignInGate } from '../../widgets'
import { whySignIn } from '../words'
import { Places } from './places'

/** 组, 片区, 埭/楼组, 动迁小区: who looks after which, and the households in it. `?place=` shows one alone. */
export default function Groups() {
  const { params } = useRouter()
  const { region } = useWorkRegion(params.region)
  const place = wordOf(params.place)
  const screen = useScreen(
    'GET /api/regions/:code/register/places',
    region === null ? null : { params: { code: region } },
    { kept: false },
  )
  if (region === null) return <SignInGate title="组和片区" why={whySignIn} />
  return (
    <Page title="组和片区" wide screen={screen}>
      {(data) => (
        <Places
          region={region}
          data={data}
          alone={place || undefined}
          onOpen={(id) => void openPage(officeAddress('groups', { region, place: id }))}
          onChange={() => void screen.reload()}
        />
      )}
    </Page>
  )
}
