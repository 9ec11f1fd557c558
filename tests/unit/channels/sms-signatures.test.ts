import { describe, expect, it } from '@jest/globals'
import { acs3Headers } from '../../../server/src/channels/sms/acs3'
import { tc3Authorization } from '../../../server/src/channels/sms/tc3'

/** The examples that the vendors print beside their rules. */
describe('the signature', () => {
  it('TC3-HMAC-SHA256 is the one of the vendor’s example', () => {
    const authorization = tc3Authorization({
      // The keys of the example, with which nothing opens.
      secretId: `AKID${'*'.repeat(32)}`,
      secretKey: '*'.repeat(32),
      service: 'cvm',
      host: 'cvm.tencentcloudapi.com',
      action: 'DescribeInstances',
      contentType: 'application/json; charset=utf-8',
      payload: String.raw`{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}`,
      now: new Date(1_551_113_065_000),
    })
    expect(authorization).toMatch(/2019-02-25\/cvm\/tc3_request, SignedHeaders=content-type;host;x-tc-action/)
    expect(authorization.split('Signature=')[1]).toBe(
      '10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f',
    )
  })

  it('ACS3-HMAC-SHA256 is the one of the vendor’s example', () => {
    const { authorization } = acs3Headers({
      accessKeyId: 'YourAccessKeyId',
      accessKeySecret: 'YourAccessKeySecret',
      host: 'ecs.cn-shanghai.aliyuncs.com',
      action: 'RunInstances',
      version: '2014-05-26',
      query: {
        ImageId: 'win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd',
        RegionId: 'cn-shanghai',
      },
      nonce: '3156853299f313e23d1673dc12e1703d',
      now: new Date('2023-10-26T10:22:32Z'),
    })
    expect(authorization?.split('Signature=')[1]).toBe(
      '06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0',
    )
  })
})
