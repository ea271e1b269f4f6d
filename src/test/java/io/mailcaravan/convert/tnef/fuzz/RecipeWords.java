package io.mailcaravan.convert.tnef.fuzz;

import java.util.List;

/** What instructions choose from: what the conversion looks at. New words go to the end. */
final class RecipeWords {

    static final int[] MESSAGE_TAGS = {
        0x00018004, 0x00038005, 0x00078008, 0x0002800C, 0x0004800D, 0x00008000, 0x00000000,
        0x00000001, 0x00030006, 0x00030007, 0x00070600, 0x00069003, 0x00069004, 0x00069007
    };

    static final int[] ATTACHMENT_TAGS = {
        0x0006800F, 0x00018010, 0x00068011, 0x00069001, 0x00069002, 0x00069005
    };

    static final int[] FIXED_TYPES = {0x0003, 0x0040, 0x000B, 0x0005, 0x0002, 0x0014, 0x0048};

    static final int[] VARIABLE_TYPES = {0x001F, 0x001E, 0x0102, 0x000D};

    static final int[] IDS = {
        0x1000, 0x1013, 0x1009, 0x3FDE, 0x3FFD, 0x001A, 0x0037, 0x003D, 0x0E1D, 0x0070, 0x0017,
        0x0036, 0x0039, 0x0E06, 0x3008, 0x0042, 0x0065, 0x5D02, 0x0C1A, 0x0C1F, 0x5D01, 0x1035,
        0x1042, 0x1039, 0x0C15, 0x3001, 0x3003, 0x39FE, 0x3701, 0x3704, 0x3705, 0x3707, 0x3708,
        0x370D, 0x370E, 0x3712, 0x3713, 0x7FFE, 0x0032, 0x1001, 0x1046, 0x0C20, 0x0060, 0x0061,
        0x3A06, 0x3A11, 0x3A16, 0x3A42, 0x3A41, 0x3A45, 0x3A51, 0x3A1C
    };

    static final int[] LIDS = {
        0x8201, 0x8205, 0x8208, 0x820D, 0x820E, 0x8215, 0x8216, 0x8223, 0x8224, 0x8232, 0x8233,
        0x8234, 0x823B, 0x8257, 0x8250, 0x8251, 0x825E, 0x8260, 0x8501, 0x8502, 0x8503, 0x8516,
        0x8517, 0x8519, 0x0001, 0x0002, 0x0003, 0x001A, 0x0023, 0x8101, 0x8102, 0x8104, 0x8105,
        0x810F, 0x8116, 0x811C, 0x811F, 0x8126, 0x8083, 0x8084, 0x8045, 0x8062, 0x8053, 0x8054,
        0x8055
    };

    static final List<String> SETS =
            List.of(
                    "00062002-0000-0000-c000-000000000046",
                    "00062003-0000-0000-c000-000000000046",
                    "00062004-0000-0000-c000-000000000046",
                    "00062008-0000-0000-c000-000000000046",
                    "6ed8da90-450b-101b-98da-00aa003f1305");

    static final List<String> CLASSES =
            List.of(
                    "IPM.Note",
                    "IPM.Microsoft Schedule.MtgReq",
                    "IPM.Schedule.Meeting.Canceled",
                    "IPM.Schedule.Meeting.Resp.Tent",
                    "IPM.Appointment",
                    "IPM.Task",
                    "IPM.TaskRequest",
                    "IPM.Contact",
                    "IPM.DistList",
                    "REPORT.IPM.Note.NDR",
                    "REPORT.IPM.Note.IPNRN",
                    "IPM.Note.SMIME",
                    "IPM.Note.SMIME.MultipartSigned",
                    "IPM.Post");

    private RecipeWords() {}
}
