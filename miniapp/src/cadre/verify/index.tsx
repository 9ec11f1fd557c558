import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState } from 'react'
import { Button, Card, EmptyState, Row } from '../../components'
import { momentText } from '../../format/date'
import { useScreen } from '../../hooks/use-screen'
import { useWorkRegion } from '../../hooks/use-work-region'
import { Page, SignInGate } from '../../widgets'
import { whySignIn } from '../words'
import { ClaimDialog, claimText, type OpenClaim } from './claim-dialog'
import { ProxiesCard } from './proxies-card'
import { SlipDialog } from './slip-dialog'
import { SlipsCard } from './slips-card'

/** 核对村民身份: the open claims, and the paper slips that prove them. */
export default function Verify() {
  const { region } = useWorkRegion(useRouter().params.region)
  const screen = useScreen(
    'GET /api/regions/:code/claims',
    region === null ? null : { params: { code: region } },
  )
  const [claim, setClaim] = useState<OpenClaim>()
  const [slip, setSlip] = useState<string>()
  if (region === null) return <SignInGate title="核对村民" why={whySignIn} />
  const decided = (id: string) => {
    setClaim(undefined)
    screen.change(({ claims }) => ({ claims: claims.filter((one) => one.id !== id) }))
  }
  return (
    <Page
      title="核对村民"
      screen={screen}
      foot={
        screen.data ? (
          <Button kind="secondary" icon="house" onPress={() => setSlip('')}>
            给一户开认证纸条
          </Button>
        ) : undefined
      }
    >
      {({ claims }) => {
        const open = claims.filter((one) => one.state === 'open')
        return (
          <View>
            {open.length === 0 ? (
              <EmptyState
                icon="check"
                title="没有人等着核对"
                detail="村民在手机上报户号和姓名后，会列在这里。"
              />
            ) : (
              <Card title={`等着核对 ${open.length}`} flush>
                {open.map((one) => (
                  <Row
                    key={one.id}
                    title={one.name}
                    detail={claimText(one)}
                    note={momentText(one.openedAt)}
                    tag={matchTag(one.matches)}
                    onPress={() => setClaim(one)}
                  />
                ))}
              </Card>
            )}
            <ProxiesCard region={region} />
            <SlipsCard region={region} />
            <ClaimDialog
              claim={claim}
              onClose={() => setClaim(undefined)}
              onDecided={decided}
              onSlip={setSlip}
            />
            <SlipDialog region={region} household={slip} onClose={() => setSlip(undefined)} />
          </View>
        )
      }}
    </Page>
  )
}

const matchTag = (matches: boolean) =>
  matches
    ? ({ text: '户号和姓名对得上', tone: 'good' } as const)
    : ({ text: '册子上对不上', tone: 'missing' } as const)
