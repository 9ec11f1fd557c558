import type { Turnover } from '@hutang/shared/contract'
import { Text } from '@tarojs/components'
import { Button, Card, Row } from '../../components'
import { officeAddress, replacePage } from '../../hooks/navigation'

const few = 50

/** Confirmed: what holds from when on, and who needs a sign-in slip (登录单). */
export function Done({ turnover: { text, invites, region } }: { turnover: Turnover }) {
  return (
    <>
      <Card title="换届已经定好" tone="calm">
        <Text className="turnover__line">{`${text}。到日子自动生效，不用再办；以前都能在“岗位”里整批撤回。`}</Text>
        <Text className="turnover__line">离任的人没办完的，到时转给接任的人，清单在“岗位”里。</Text>
        <Button onPress={() => void replacePage(officeAddress('posts', { region: region.code }))}>
          去看岗位
        </Button>
      </Card>
      {invites.length > 0 ? (
        <Card title={`要开登录单的 ${invites.length}`} flush>
          {invites.slice(0, few).map(({ person, name, roleText, region: place }) => (
            <Row
              key={`${person}${roleText}`}
              title={name}
              detail={`${place.name} ${roleText}`}
              note="还没有登录过，在“岗位”里点开他开一张"
            />
          ))}
        </Card>
      ) : null}
    </>
  )
}
