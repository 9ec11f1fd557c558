import { useRouter, useShareAppMessage } from '@tarojs/taro'
import { useState } from 'react'
import { Card, EmptyState, Skeleton } from '../../components'
import { plainCard } from '../../format/card'
import { goTo } from '../../hooks/navigation'
import { useOwnFirms } from '../../hooks/use-own-firms'
import { usePackage } from '../../hooks/use-package'
import { usePhoneFirm } from '../../store/policy-phone'
import { useUser } from '../../store/session'
import { FirmSwitch, KeepFirm, Loaded, Page, SignInGate } from '../../widgets'
import { PackageView } from './package-view'

const title = '我的政策包'

/** 政策包 of an enterprise of one's own (`?id=`), or of what this phone holds. */
export default function Package() {
  const { id: named } = useRouter().params
  // An enterprise's own package is nobody else's: whoever gets the card makes one of their own.
  useShareAppMessage(() => ({
    title: '您的企业能享受哪些政策？',
    path: '/pages/policies/index',
    imageUrl: plainCard,
  }))
  const user = useUser()
  if (named && !user) return <SignInGate title={title} why="登录后看您企业的政策包。" />
  return named || user ? <OwnPackage named={named} /> : <PhonePackage />
}

function OwnPackage({ named }: { named: string | undefined }) {
  const [chosen, setChosen] = useState(named)
  const { firms, current, choose, reload } = useOwnFirms(chosen)
  const held = usePhoneFirm()
  const id = chosen ?? current?.id ?? null
  const { screen, answer } = usePackage(id)
  if (firms !== undefined && id === null) return held ? <PhonePackage onKept={reload} /> : <NoPackage />
  const change = (next: string) => {
    setChosen(next)
    choose(next)
  }
  return (
    <Page title={title} wide>
      {id === null ? (
        <Skeleton shape="home" />
      ) : (
        <>
          {firms?.length ? <FirmSwitch firms={firms} current={id} onChange={change} /> : null}
          {current?.link.state === 'asked' ? <PackageWaits /> : null}
          <Loaded screen={screen} shape="home">
            {(pack) => <PackageView key={id} pack={pack} firm={id} answer={answer} />}
          </Loaded>
          {held ? <KeepFirm held={held} name={null} onKept={() => void reload()} /> : null}
        </>
      )}
    </Page>
  )
}

const PackageWaits = () => (
  <Card tone="info">镇里还在核实。核实前，您填的只有您自己看得到，政策照样能看。</Card>
)

function PhonePackage({ onKept }: { onKept?: () => Promise<void> }) {
  const held = usePhoneFirm()
  const { screen, answer } = usePackage(null)
  if (held === null) return <NoPackage />
  return (
    <Page title={title} wide>
      <Loaded screen={screen} shape="home">
        {(pack) => (
          <PackageView pack={pack} firm={null} answer={answer}>
            <KeepFirm held={held} name={pack.name} onKept={() => void onKept?.()} />
          </PackageView>
        )}
      </Loaded>
    </Page>
  )
}

const NoPackage = () => (
  <Page title={title}>
    <EmptyState
      icon="policy"
      title="还没有政策包"
      detail="填企业的代码，或者答三个问题，马上就有。"
      action="去填"
      onAction={() => goTo('policies')}
    />
  </Page>
)
