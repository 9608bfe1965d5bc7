/* The workbench's built page, script and style from tools/workbench, as they are. */
        .section .rodata
        .global agrocap_workbench_page, agrocap_workbench_page_end
        .global agrocap_workbench_script, agrocap_workbench_script_end
        .global agrocap_workbench_style, agrocap_workbench_style_end
agrocap_workbench_page:
        .incbin "workbench.html"
agrocap_workbench_page_end:
        .byte 0
agrocap_workbench_script:
        .incbin "workbench.js"
agrocap_workbench_script_end:
        .byte 0
agrocap_workbench_style:
        .incbin "workbench.css"
agrocap_workbench_style_end:
        .byte 0
        .section .note.GNU-stack, "", %progbits
