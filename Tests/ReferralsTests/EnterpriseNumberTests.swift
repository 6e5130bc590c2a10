import Referrals
import Testing

@Suite struct `An enterprise number` {
    @Test(arguments: [
        "0403019261", "0428759497", "0566988259", "0314595348", "1000000021", "1000002197",
    ])
    func `is ten digits of which the last two check the others`(text: String) {
        #expect(EnterpriseNumber(text)?.description == text)
    }

    @Test(arguments: [
        "0403.019.261", "BE0403019261", "be 0403.019.261", "BE-0403/019/261", " 0403 019 261 ",
    ])
    func `is read with the marks that people put between the digits`(text: String) {
        #expect(EnterpriseNumber(text)?.digits == 403_019_261)
    }

    @Test func `with other check digits is refused with those it should have`() {
        #expect(fault("0431150351") == .checkDigits(expected: 50))
        #expect(fault("0403019262") == .checkDigits(expected: 61))
        #expect(fault("1000002100") == .checkDigits(expected: 97))
    }

    @Test(arguments: [
        "", "BE", "0000000000", "2000000061", "8000000061", "403019261", "00403019261",
        "0403O19261", "0403019261x", "NL0403019261", "0403,019,261", "٠٤٠٣٠١٩٢٦١", "BEBE0403019261",
    ])
    func `in another form is refused`(text: String) {
        #expect(fault(text) == .form)
        #expect(EnterpriseNumber(text) == nil)
    }

    @Test func `notices each single digit that is wrong`() {
        let right = Array("0403019261".utf8)
        for place in right.indices {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != right[place] {
                var wrong = right
                wrong[place] = digit
                #expect(EnterpriseNumber(String(decoding: wrong, as: UTF8.self)) == nil)
            }
        }
    }

    @Test func `is ordered as a number`() throws {
        let old = try #require(EnterpriseNumber("0403019261"))
        let new = try #require(EnterpriseNumber("1000000021"))
        #expect(old < new)
    }

    private func fault(_ text: String) -> EnterpriseNumber.Fault? {
        Bytes.of(text) { bytes in
            do throws(EnterpriseNumber.Fault) {
                _ = try EnterpriseNumber(bytes)
                return nil
            } catch {
                return error
            }
        }
    }
}
